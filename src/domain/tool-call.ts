export type ToolKind = 'read' | 'edit' | 'run' | 'search' | 'task' | 'other';
export type ToolStatus = 'ok' | 'error' | 'rejected' | 'interrupted' | 'unknown';

/** One file that a tool call changed. `before`/`after` hold the replaced and the new text, null where the log lacks it. */
export type FileEdit = {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What the agent had a tool do. `input` is the vendor's own arguments; `target` the path, command or query that it was about. */
export type ToolCall = {
  readonly id: string;
  readonly name: string;
  readonly kind: ToolKind;
  readonly target: string;
  readonly input: unknown;
  readonly output: string | null;
  readonly status: ToolStatus;
  readonly exitCode: number | null;
  readonly edits: readonly FileEdit[];
  /** The native id of the subagent that this call started, where the log names it. */
  readonly subagent: string | null;
};

/** Did the edit make a file that was not there? Where the log only has the whole text, its tool or its output says so. */
export const isCreated = ({ name, output }: ToolCall, { before, after }: FileEdit): boolean =>
  before === null &&
  after !== null &&
  after !== '' &&
  (/^(?:create|apply_patch)/i.test(name) || /\bcreated\b/i.test(output?.slice(0, 200) ?? ''));
