// Goose from 1.10 on (late 2025): <data>/goose/sessions/sessions.db. Schemas 5 to 15.
import type { RecordCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanGoose, toParts } from './session.ts';

/** Only columns that all schemas have. */
const cut: RecordCut = {
  by: 'row',
  sessions: `
    select id, cast(strftime('%s', updated_at) as integer) * 1000 as at from sessions
    where exists (select 1 from messages where session_id = sessions.id)`,
  keys: `
    select key from (
      select 0 as rank, 0 as place, 'session ' || id as key from sessions where id = :id
      union all select 1, id, 'message ' || id from messages where session_id = :id
    ) order by rank, place`,
  record: `
    select 'session' as kind, id, description, working_dir, null as role, null as content, null as metadata,
        null as time from sessions where :key like 'session %' and id = substr(:key, 9)
    union all select 'message', id, null, null, role, content_json, metadata_json, created_timestamp
      from messages where :key like 'message %' and id = cast(substr(:key, 9) as integer)`,
};

/** Reads sessions of Goose. A stop leaves no mark in them. */
export const goose: Adapter = {
  source: 'goose',
  label: 'Goose',
  roots: ({ home, env }) => [
    ...(env.GOOSE_PATH_ROOT ? [`${env.GOOSE_PATH_ROOT}/data/sessions/sessions.db`] : []),
    `${env.XDG_DATA_HOME || `${home}/.local/share`}/goose/sessions/sessions.db`,
    `${env.APPDATA || `${home}/AppData/Roaming`}/Block/goose/data/sessions/sessions.db`,
  ],
  claims: ({ head }) =>
    head.startsWith('SQLite format 3\n') &&
    /CREATE TABLE [`"]?messages[`"]?\s*\([^;]*?\bcontent_json\b/i.test(head),
  cut: () => cut,
  subagentPlaces: (parentPath, id) => ({ roots: [parentPath.replace(/[^\\/]*$/, id)], ending: id }),
  scan: scanGoose,
  decode: decodeRecords(toParts),
};
