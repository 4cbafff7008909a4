import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { addSays } from './says.ts';

/** Raise it whenever a table below changes: an index of another version is emptied and built anew. */
const schemaVersion = 4;

/** So much of a trace is compared at first: how the first turn begins. */
export const beginningLength = 8;

const schema = `
  create table meta(program text not null);
  create table session(
    slot integer primary key, path text not null unique, bytes integer not null, modified text not null,
    inode integer not null, id text not null collate nocase, listed integer not null, agent text not null,
    project text not null, branch text not null, model text not null, started text, summary text not null,
    trace text not null, related integer not null
  );
  create index session_id on session(id);
  create index session_beginning on session(substr(trace, 1, ${beginningLength})) where trace <> '';
  create index related_session on session(path) where related = 1;
  create table turn(
    key integer primary key, speaker text not null, at text, signs text not null, pushback text, usual integer,
    text text not null, parts text not null
  );
  create table act(key integer primary key, paths text not null, commands text not null);
  create index pushback_turn on turn(key) where pushback is not null;
  create index sign_turn on turn(key) where signs <> '';
  create virtual table turn_text using fts5(
    text, parts, content='turn', content_rowid='key', tokenize='unicode61 remove_diacritics 2'
  );
  create virtual table turn_word using fts5vocab(turn_text, row);
  insert into turn_text(turn_text, rank) values ('hashsize', 33554432);
  insert into turn_text(turn_text, rank) values ('pgsz', 16000);
  pragma user_version = ${schemaVersion};`;

/**
 * Opens the index file, or makes it. One of another schema or of another program (`program` is its stamp) is emptied
 * inside its file, which another pushback may have open; one that is torn or no database is deleted. Nothing is lost
 * with either. Throws as node:sqlite does when the place cannot be written.
 */
export const openDatabase = (path: string, program: string): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    return openReady(path, program);
  } catch (error) {
    if (!isTorn(error) && !isSqlError(error)) throw error;
  }
  removeDatabase(path);
  return openReady(path, program);
};

/** Deletes the index and what SQLite keeps beside it. */
export const removeDatabase = (path: string): void => {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
};

/** Is this SQLite saying that the file is damaged or is no database? Another opening then builds it anew. */
export const isTorn = (error: unknown): boolean => [11, 26].includes(sqliteCode(error));

/** Was this index made by the program with this stamp, and may it be read and written as it stands? */
export const isMadeBy = (database: DatabaseSync, program: string): boolean => {
  try {
    const version = database.prepare('pragma user_version').get()?.user_version;
    return (
      version === schemaVersion && database.prepare('select program from meta').get()?.program === program
    );
  } catch (error) {
    if (isSqlError(error)) return false;
    throw error;
  }
};

/** A table or column is missing, or another of the errors that lie in the statement: the schema is not ours. */
const isSqlError = (error: unknown): boolean => sqliteCode(error) === 1;

/** SQLite's primary result code; 0 when the error is another's. */
const sqliteCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : 0;

const openReady = (path: string, program: string): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: 5000 });
  addSays(database);
  try {
    // Large pages, of the database and of the word index in it, are written in half the time. Only a new file takes it.
    database.exec('pragma page_size = 16384');
    // Losing the last commits to a power cut costs one reading of those logs.
    database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory;');
    if (!isMadeBy(database, program)) makeAnew(database, program);
    // Damage shows at once where these stand.
    database.prepare('select (select count(*) from session), (select rowid from turn_text limit 1)').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Only one of several processes that begin at the same moment does it; the others wait and find it done. */
const makeAnew = (database: DatabaseSync, program: string): void => {
  database.exec('begin immediate');
  try {
    if (!isMadeBy(database, program)) {
      dropTables(database);
      database.exec(schema);
      database.prepare('insert into meta values (?)').run(program);
    }
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
};

/** A virtual table first: it takes its shadow tables with it. */
const dropTables = (database: DatabaseSync): void => {
  const tables = database
    .prepare(
      `select type, name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite~_%' escape '~'
       order by sql like 'create virtual%' desc`,
    )
    .all();
  for (const { type, name } of tables)
    database.exec(`drop ${type} if exists "${String(name).replaceAll('"', '""')}"`);
};
