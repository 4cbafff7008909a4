// Qwen Code: <home>/.qwen/projects/<encoded cwd>/chats/<session>.jsonl, one record a line. Builds 0.1x to 0.21.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { toParts } from './parts.ts';
import { scanQwen } from './scan.ts';

/** Reads chats of Qwen Code by its own recorder; its older builds wrote Gemini CLI's format, which that adapter reads. */
export const qwen: Adapter = {
  source: 'qwen',
  label: 'Qwen Code',
  roots: ({ home, env }) => {
    const root = env.QWEN_HOME || `${home}/.qwen`;
    return [`${root}/projects/*/chats`, `${root}/tmp/*/chats`];
  },
  claims: ({ head }) =>
    /^\uFEFF?\s*\{/.test(head) &&
    /"parentUuid"\s*:/.test(head) &&
    /"type"\s*:\s*"(?:user|assistant|tool_result|system)"/.test(head) &&
    /"parts"\s*:\s*\[/.test(head),
  // What a subagent did stands in its parent's chat, as far as it is kept.
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanQwen,
  decode: decodeRecords(toParts),
};
