// Codex: <root>/sessions/YYYY/MM/DD/rollout-<local time>-<id>.jsonl, one record a line. Builds 0.1x to 0.142.
import { byLine } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeCodex } from './decode.ts';
import { scanCodex } from './scan.ts';
import { subagentPlaces } from './subagent-places.ts';

const wrapped =
  /^\s*\{(?=[^\n]*"payload"\s*:)[^\n]*"type"\s*:\s*"(?:session_meta|turn_context|response_item|event_msg)"/;
/** Builds of mid 2025 wrote no envelope: the first line is the session's own. */
const bare = /^\s*\{\s*"id"\s*:\s*"[0-9a-f-]{36}"\s*,\s*"timestamp"\s*:\s*"[^"]*"\s*,\s*"instructions"\s*:/;

/** The first program, in TypeScript, to mid 2025, wrote one document: its session, then its items. */
const document = /^\s*\{\s*"session"\s*:\s*\{[^}]*"id"\s*:[^}]*\}\s*,\s*"items"\s*:\s*\[/;

/** Reads rollouts of Codex in the terminal, the desktop app and the editor. */
export const codex: Adapter = {
  source: 'codex',
  label: 'Codex',
  roots: ({ home, env }) => {
    const root = env.CODEX_HOME || `${home}/.codex`;
    return [`${root}/sessions`, `${root}/archived_sessions`];
  },
  claims: ({ head }) => {
    const text = head.replace(/^\uFEFF/, '');
    return wrapped.test(text) || bare.test(text) || document.test(text);
  },
  cut: ({ head }) =>
    document.test(head.replace(/^\uFEFF/, '')) ? { by: 'member', lists: ['items'] } : byLine,
  subagentPlaces,
  resume: id => ['codex', 'resume', id],
  scan: scanCodex,
  decode: decodeCodex,
};
