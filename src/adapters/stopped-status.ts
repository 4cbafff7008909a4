import type { ToolStatus } from '../domain/tool-call.ts';

/**
 * The status of a call of Gemini CLI and its forks: a cancelled one was refused or stopped, as its words say, and a
 * command that ended with a code failed, whatever its status says.
 */
export const stoppedStatus = (status: string, output: string, exitCode: number | null): ToolStatus => {
  if (status === 'cancelled') return /did not allow/i.test(output) ? 'rejected' : 'interrupted';
  if (status === 'error') return 'error';
  if (status !== 'success') return 'unknown';
  return exitCode ? 'error' : 'ok';
};
