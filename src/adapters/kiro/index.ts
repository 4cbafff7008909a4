// Kiro CLI: ~/.kiro/sessions/cli/<id>.jsonl with <id>.json beside it, record version v1, 2026; its classic screen, and
// Amazon Q before it, keep a conversation a row in data.sqlite3.
import { byLine, type RecordCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanKiro, toParts } from './session.ts';

const cut: RecordCut = {
  by: 'row-document',
  sessions:
    'select conversation_id as id, max(updated_at) as at from conversations_v2 group by conversation_id',
  row: `
    select key, conversation_id, created_at, updated_at, value as document from conversations_v2
    where conversation_id = :id order by updated_at desc limit 1`,
  lists: ['history'],
};
const isDatabase = (head: string): boolean => head.startsWith('SQLite format 3\n');

/** Reads sessions of Kiro CLI. They tell no model, no tokens, and times of prompts alone; a stop only where rows do. */
export const kiro: Adapter = {
  source: 'kiro',
  label: 'Kiro CLI',
  roots: ({ home, env }) => [
    `${home}/.kiro/sessions/cli`,
    ...[
      `${home}/Library/Application Support`,
      env.XDG_DATA_HOME || `${home}/.local/share`,
      env.LOCALAPPDATA || `${home}/AppData/Local`,
    ].flatMap(data => [`${data}/kiro-cli/data.sqlite3`, `${data}/amazon-q/data.sqlite3`]),
  ],
  claims: ({ head }) =>
    isDatabase(head)
      ? /CREATE TABLE (?:IF NOT EXISTS )?[`"]?conversations_v2\b/i.test(head)
      : /^\uFEFF?\s*\{[^\n]*"kind"\s*:\s*"(?:Prompt|AssistantMessage|ToolResults)"[^\n]*"data"\s*:/.test(
          head,
        ),
  cut: ({ head }) => (isDatabase(head) ? cut : byLine),
  companions: path => (path.endsWith('.jsonl') ? [path.replace(/\.jsonl$/, '.json')] : []),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanKiro,
  decode: decodeRecords(toParts),
};
