// Cursor, 2024 to 2026: agent transcripts and store.db of its CLI and agent, and state.vscdb of its editor.
import { byLine, type RecordCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { appFolders } from '../vscode-users.ts';
import { toBubbleParts } from './bubble.ts';
import { scanCursor } from './scan.ts';
import { toBlobParts } from './stored-message.ts';
import { toTranscriptParts } from './transcript.ts';

/** The editor's conversations: their own row, then their bubbles in the order that it names. */
const editorCut: RecordCut = {
  by: 'row',
  sessions: `
    select substr(key, 14) as id, json_extract(value, '$.lastUpdatedAt') as at from cursorDiskKV
    where key >= 'composerData:' and key < 'composerData;' and case when json_valid(value) then
      json_array_length(value, '$.fullConversationHeadersOnly') > 0 or json_array_length(value, '$.conversation') > 0 end`,
  keys: `
    select key from (
      select -1 as rank, 'composerData:' || :id as key
      union all select headers.key, 'bubbleId:' || :id || ':' || json_extract(headers.value, '$.bubbleId')
        from cursorDiskKV composer, json_each(composer.value, '$.fullConversationHeadersOnly') headers
        where composer.key = 'composerData:' || :id
    ) order by rank`,
  record: 'select key, value from cursorDiskKV where key = :key',
};

const meta = `(select cast(unhex(value) as text) from meta where key = '0')`;
/**
 * A conversation of the CLI: its newest root names its messages, each as byte 0a, byte 20 and the 32 bytes of its name.
 * The key with which Cursor seals what it sends is left where it is.
 */
const storeCut: RecordCut = {
  by: 'row',
  sessions: `select json_extract(${meta}, '$.agentId') as id, null as at`,
  keys: `
    with recursive root(data) as (
      select data from blobs where id = json_extract(${meta}, '$.latestRootBlobId')
    ), child(place) as (
      select 0 from root where substr(data, 1, 2) = x'0A20'
      union all select place + 1 from child, root where substr(data, 34 * (place + 1) + 1, 2) = x'0A20'
    )
    select key from (
      select -1 as place, 'meta' as key where :id is not null
      union all select place, lower(hex(substr(data, 34 * place + 3, 32))) from child, root
    ) order by place`,
  record: `
    select 'meta' as kind, json_remove(${meta}, '$.blobEncryptionKey') as data where :key = 'meta'
    union all select 'blob', cast(data as text) from blobs where id = :key`,
};

const isTranscript = (head: string): boolean =>
  /^\uFEFF?\s*\{\s*"role"\s*:\s*"(?:user|assistant)"\s*,\s*"message"\s*:\s*\{/.test(head);
const isEditor = (head: string): boolean =>
  head.startsWith('SQLite format 3\n') && /CREATE TABLE ["`]?cursorDiskKV/i.test(head);
const isStore = (head: string): boolean =>
  head.startsWith('SQLite format 3\n') &&
  /CREATE TABLE ["`]?blobs/i.test(head) &&
  /CREATE TABLE ["`]?meta/i.test(head);

/**
 * Reads what Cursor leaves of a conversation. A transcript holds no times but those of prompts, no model, and no results
 * of calls; the databases hold these.
 */
export const cursor: Adapter = {
  source: 'cursor',
  label: 'Cursor',
  roots: places => {
    const root = places.env.CURSOR_CONFIG_DIR || `${places.home}/.cursor`;
    return [
      `${root}/projects/*/agent-transcripts`,
      `${root}/chats`,
      ...appFolders(places).map(folder => `${folder}/Cursor/User/globalStorage/state.vscdb`),
    ];
  },
  claims: ({ head }) => isTranscript(head) || isEditor(head) || isStore(head),
  cut: ({ head }) => (isEditor(head) ? editorCut : isStore(head) ? storeCut : byLine),
  companions: path => {
    const [, folder] = /^(.*)[\\/]store\.db[\\/][^\\/]+$/.exec(path) ?? [];
    return folder ? [`${folder}/meta.json`] : [];
  },
  subagentPlaces: (parentPath, id) => ({
    roots: [`${parentPath.replace(/[^\\/]*$/, '')}subagents`],
    ending: `${id}.jsonl`,
  }),
  scan: scanCursor,
  decode: decodeRecords((record, as) => {
    if (record.role !== undefined || record.type !== undefined) return toTranscriptParts(record, as);
    return record.kind === undefined ? toBubbleParts(record, as) : toBlobParts(record, as);
  }),
};
