import { adapters } from '../adapters/index.ts';
import type { Command } from '../domain/command.ts';
import type { SessionHead } from '../domain/session.ts';

/** How to go on with a session in its own agent; null when that agent has no way, or a subagent held the session. */
export const toResumeCommand = ({ id, source, project, parent }: SessionHead): Command | null => {
  const nativeId = id.slice(source.length + 1);
  // The id comes from a log: a first dash would make it an option of the program.
  if (parent !== null || !/^\w[\w-]*$/.test(nativeId)) return null;
  const [program, ...args] = adapters.find(one => one.source === source)?.resume?.(nativeId) ?? [];
  return program === undefined ? null : { program, args, cwd: project };
};
