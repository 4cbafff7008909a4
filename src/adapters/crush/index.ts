// Crush: <project>/.crush/crush.db. OpenCode's first program, in Go, kept the same tables in .opencode/opencode.db.
import type { RecordCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanCrush, toParts } from './session.ts';

/** Sessions that only find a title for another are no conversations. Times count seconds, whatever the schema says. */
const cut: RecordCut = {
  by: 'row',
  sessions: `select id, updated_at * 1000 as at from sessions where message_count > 0 and id not like 'title-%'`,
  keys: `
    select key from (
      select 0 as rank, 0 as time, 0 as place, 'session ' || id as key from sessions where id = :id
      union all select 1, created_at, rowid, 'message ' || id from messages where session_id = :id
    ) order by rank, time, place`,
  record: `
    select 'session' as kind, id, parent_session_id as parent, title, null as role, null as parts, null as model,
        created_at as time from sessions where :key like 'session %' and id = substr(:key, 9)
    union all select 'message', id, null, null, role, parts, model, created_at
      from messages where :key like 'message %' and id = substr(:key, 9)`,
};

/** Reads sessions of Crush in the current folder. */
export const crush: Adapter = {
  source: 'crush',
  label: 'Crush',
  roots: ({ cwd }) => [`${cwd}/.crush/crush.db`, `${cwd}/.opencode/opencode.db`],
  claims: ({ head }) =>
    head.startsWith('SQLite format 3\n') &&
    /CREATE TABLE [`"]?messages[`"]?\s*\([^;]*?\bparts\b/i.test(head) &&
    /CREATE TABLE [`"]?sessions/i.test(head),
  cut: () => cut,
  subagentPlaces: (parentPath, id) => ({ roots: [parentPath.replace(/[^\\/]*$/, id)], ending: id }),
  scan: scanCrush,
  decode: decodeRecords(toParts),
};
