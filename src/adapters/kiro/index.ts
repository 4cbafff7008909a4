// Kiro CLI: ~/.kiro/sessions/cli/<id>.jsonl with <id>.json beside it. Record version v1, 2026.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanKiro, toParts } from './session.ts';

/** Reads sessions of Kiro CLI. They tell no model, no tokens, no stop, and times of prompts alone. */
export const kiro: Adapter = {
  source: 'kiro',
  label: 'Kiro CLI',
  roots: ({ home }) => [`${home}/.kiro/sessions/cli`],
  claims: ({ head }) =>
    /^\uFEFF?\s*\{[^\n]*"kind"\s*:\s*"(?:Prompt|AssistantMessage|ToolResults)"[^\n]*"data"\s*:/.test(head),
  companions: path => [path.replace(/\.jsonl$/, '.json')],
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanKiro,
  decode: decodeRecords(toParts),
};
