// Aider: .aider.chat.history.md in the repository, one file for all runs, appended for ever. Builds 0.4x to 0.86.
import type { Adapter } from '../adapter.ts';
import { decodeAider } from './decode.ts';
import { scanAider } from './scan.ts';

/**
 * Reads the chat history of Aider. It is Markdown without marks for who wrote what but `####` and `>`, its only times are
 * the starts of runs, in the machine's own time, and results of commands stand in it as the program printed them.
 */
export const aider: Adapter = {
  source: 'aider',
  label: 'Aider',
  roots: ({ cwd, env }) => [env.AIDER_CHAT_HISTORY_FILE || `${cwd}/.aider.chat.history.md`],
  claims: ({ head }) => /^# aider chat started at \d{4}-\d\d-\d\d/m.test(head.slice(0, 2000)),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanAider,
  decode: decodeAider,
};
