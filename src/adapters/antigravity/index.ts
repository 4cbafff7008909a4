// Antigravity: ~/.gemini/antigravity*/brain/<id>/.system_generated/logs/transcript.jsonl, by its CLI and its editor, 2026.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanAntigravity, toParts } from './session.ts';

/** Reads transcripts of Antigravity. */
export const antigravity: Adapter = {
  source: 'antigravity',
  label: 'Antigravity',
  roots: ({ home }) =>
    ['antigravity', 'antigravity-cli', 'antigravity-ide'].map(
      name => `${home}/.gemini/${name}/brain/*/.system_generated/logs`,
    ),
  claims: ({ head }) =>
    /^\uFEFF?\s*\{\s*"step_index"\s*:/.test(head) && /"source"\s*:\s*"[A-Z_]+"/.test(head),
  subagentPlaces: (parentPath, id) => ({
    roots: [
      parentPath.replace(/[^\\/]+([\\/]\.system_generated[\\/])/, `${id}$1`).replace(/[\\/][^\\/]*$/, ''),
    ],
    ending: 'transcript.jsonl',
  }),
  scan: scanAntigravity,
  decode: decodeRecords(toParts),
};
