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
  return {
    recorded: (uuid: string, line: number): void => {
      lines.set(uuid, line);
    },
    isRecorded: (uuid: string): boolean => lines.has(uuid),
    placed: (prompt: Placed): void => {
      prompts.push(prompt);
    },
    /** The first prompt that a new one with this parent leaves behind; what is left behind is forgotten. */
    leftBy: (parent: string): Placed | undefined => {
      const from = lines.get(parent) ?? Number.POSITIVE_INFINITY;
      const at = prompts.findIndex(
        ({ line, parent: other }) => line > from || (parent !== '' && other === parent),
      );
      return at === -1 ? undefined : prompts.splice(at)[0];
    },
  };
};
