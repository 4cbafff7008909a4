// OpenCode: <data>/opencode/opencode.db from 1.2 on (2026); Kilo since spring 2026 keeps the same tables in kilo.db.
// Before, a tree of JSON files: see `tree.ts`.
import type { RecordCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { toParts } from './parts.ts';
import { scanOpencode } from './scan.ts';
import { isSessionFile, spread, treeAt } from './tree.ts';

/** A session, its messages by time, and before each message, which tells how it ended, its parts: ids sort by time. */
const cut: RecordCut = {
  by: 'row',
  sessions: 'select id, time_updated as at from session',
  keys: `
    select key from (
      select 0 as rank, 0 as time, '' as message, '' as part, 'session ' || id as key from session where id = :id
      union all select 1, time_created, id, '~', 'message ' || id from message where session_id = :id
      union all select 1, m.time_created, m.id, p.id, 'part ' || p.id
        from message m join part p on p.message_id = m.id where m.session_id = :id
    ) order by rank, time, message, part`,
  record: `
    select 'session' as kind, id, parent_id, directory, title, null as role, time_created as time, null as data
      from session where :key like 'session %' and id = substr(:key, 9)
    union all select 'message', id, null, null, null, null, time_created, data
      from message where :key like 'message %' and id = substr(:key, 9)
    union all select 'part', p.id, null, null, null,
        case when json_valid(m.data) then json_extract(m.data, '$.role') end, p.time_created, p.data
      from part p left join message m on m.id = p.message_id
      where :key like 'part %' and p.id = substr(:key, 6)`,
};

const isDatabase = (head: string): boolean => head.startsWith('SQLite format 3\n');

/** Reads sessions of OpenCode and of Kilo, which is built on it. */
export const opencode: Adapter = {
  source: 'opencode',
  label: 'OpenCode and Kilo',
  roots: ({ home, env }) => {
    const data = env.XDG_DATA_HOME || `${home}/.local/share`;
    return [
      `${data}/opencode/opencode.db`,
      `${data}/kilo/kilo.db`,
      ...['opencode', 'kilo'].flatMap(name => [
        `${data}/${name}/storage/session`,
        `${data}/${name}/project/*/storage/session/info`,
      ]),
    ];
  },
  claims: ({ head }) =>
    isDatabase(head)
      ? ['session', 'message', 'part'].every(name =>
          new RegExp(`CREATE TABLE [\`"]?${name}[\`"]?\\s*\\(`, 'i').test(head),
        )
      : isSessionFile(head),
  cut: ({ path, head }) => (isDatabase(head) ? cut : treeAt(path)),
  spread,
  subagentPlaces: (parentPath, id) => {
    const beside = parentPath.replace(/[^\\/]*$/, '') + id;
    return parentPath.endsWith('.json')
      ? { roots: [`${beside}.json`], ending: `${id}.json` }
      : { roots: [beside], ending: id };
  },
  scan: scanOpencode,
  decode: decodeRecords(toParts),
};
