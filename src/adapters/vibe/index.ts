// Mistral Vibe: ~/.vibe/logs/session/session_<time>_<id>/messages.jsonl with meta.json beside it. Builds 0.5 on.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanVibe, toParts } from './session.ts';

/** Reads sessions of Mistral Vibe. Their messages have no times, and a stop leaves no mark. */
export const vibe: Adapter = {
  source: 'vibe',
  label: 'Mistral Vibe',
  roots: ({ home, env }) => [`${env.VIBE_HOME || `${home}/.vibe`}/logs/session`],
  claims: ({ head }) =>
    /^\uFEFF?\s*\{[^\n]*"role"\s*:\s*"(?:user|assistant|system|tool)"/.test(head) &&
    /"injected"\s*:\s*(?:true|false)/.test(head) &&
    !/"parts"\s*:/.test(head),
  companions: path => [path.replace(/[^\\/]*$/, 'meta.json')],
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanVibe,
  decode: decodeRecords(toParts),
};
