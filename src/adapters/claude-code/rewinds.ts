/** Where a prompt stands: its line, the turn that took it, and the record that it follows on. */
type Placed = { readonly line: number; readonly turn: number; readonly parent: string };

/**
 * Tells a prompt with which the developer went back (double Esc). It follows on a record that an earlier prompt had
 * followed on, so that prompt and all after it are on a branch that was left. Other forks are none: parallel tool calls,
 * progress and hooks give most records several children, and no prompt stands on the branch that ends.
 * `recorded` takes every record in order, `placed` every prompt once it has its turn.
 */
export const createRewinds = () => {
  const lines = new Map<string, number>();
  const prompts: Placed[] = [];
  /** Where among the prompts the first stands that follows on a record. */
  const firstAfter = new Map<string, number>();
  return {
    recorded: (uuid: string, line: number): void => {
      lines.set(uuid, line);
    },
    isRecorded: (uuid: string): boolean => lines.has(uuid),
    placed: (prompt: Placed): void => {
      if (prompt.parent !== '' && !firstAfter.has(prompt.parent))
        firstAfter.set(prompt.parent, prompts.length);
      prompts.push(prompt);
    },
    /** The first prompt that a new one with this parent leaves behind; what is left behind is forgotten. */
    leftBy: (parent: string): Placed | undefined => {
      const from = lines.get(parent) ?? Number.POSITIVE_INFINITY;
      // From the end, for most prompts leave nothing behind, and a session has thousands.
      let at = prompts.length;
      while ((prompts[at - 1]?.line ?? -1) > from) at -= 1;
      at = Math.min(at, firstAfter.get(parent) ?? at);
      const left = prompts.splice(at);
      for (const { parent: other } of left) if ((firstAfter.get(other) ?? -1) >= at) firstAfter.delete(other);
      return left[0];
    },
  };
};
