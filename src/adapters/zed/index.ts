// Zed’s own agent: <data>/threads/threads.db from mid 2025 on, a thread a row; payloads 0.2.0 (JSON) and 0.3.0 (zstd).
import type { RecordCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { toParts } from './parts.ts';
import { scanZed } from './scan.ts';

/** Columns that were added one by one: only those that the table has can be asked for. */
const later = ['parent_id', 'folder_paths', 'created_at'];

const cutOf = (schema: string): RecordCut => {
  const columns = ['id', 'summary', 'updated_at', ...later.filter(name => schema.includes(name))];
  return {
    by: 'row-document',
    sessions: `select id, cast(strftime('%s', updated_at) as integer) * 1000 as at from threads`,
    row: `select ${columns.join(', ')}, data as document from threads where id = :id`,
    lists: ['messages'],
  };
};

/** Reads threads of Zed’s agent. They have no time but the thread’s own; agents of others keep their own logs. */
export const zed: Adapter = {
  source: 'zed',
  label: 'Zed',
  roots: ({ home, env }) =>
    [
      `${home}/Library/Application Support/Zed`,
      `${env.XDG_DATA_HOME || `${home}/.local/share`}/zed`,
      `${home}/.var/app/dev.zed.Zed/data/zed`,
      `${env.LOCALAPPDATA || `${home}/AppData/Local`}/Zed`,
    ].map(data => `${data}/threads/threads.db`),
  claims: ({ head }) =>
    head.startsWith('SQLite format 3\n') &&
    /CREATE TABLE (?:IF NOT EXISTS )?[`"]?threads[`"]?\s*\([^;]*?\bdata_type\b/i.test(head),
  cut: ({ head }) => cutOf(head),
  subagentPlaces: (parentPath, id) => ({ roots: [parentPath.replace(/[^\\/]*$/, id)], ending: id }),
  scan: scanZed,
  decode: decodeRecords(toParts),
};
