// Codex CLI: $CODEX_HOME/sessions/YYYY/MM/DD/rollout-*.jsonl. Builds 0.36 to 0.142.5.
import type { Adapter } from '../adapter.ts';
import { decodeCodex } from './decode.ts';
import { scanCodex } from './scan.ts';

export const codex: Adapter = {
  source: 'codex',
  label: 'Codex CLI',
  modality: 'cli',
  roots: ({ home, env }) => {
    const root = env.CODEX_HOME || `${home}/.codex`;
    return [`${root}/sessions`, `${root}/archived_sessions`];
  },
  claims: ({ head }) =>
    /^\uFEFF?\s*\{/.test(head) &&
    /"type"\s*:\s*"(?:session_meta|turn_context|event_msg|response_item)"/.test(head) &&
    /"payload"\s*:/.test(head),
  scan: scanCodex,
  decode: decodeCodex,
};
