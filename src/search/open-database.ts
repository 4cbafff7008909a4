import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Raise it whenever a table below changes: an index of another version is deleted and built anew. */
const schemaVersion = 1;

const schema = `
  create table meta(program text not null);
  create table session(
    slot integer primary key, path text not null unique, bytes integer not null, modified text not null,
    inode integer not null, id text not null, listed integer not null, agent text not null, project text not null,
    started text, summary text not null
  );
  create table turn(
    key integer primary key, speaker text not null, at text, text text not null, pushback text, classes text
  );
  create index pushback_turn on turn(key) where pushback is not null;
  create virtual table turn_text using fts5(
    text, content='turn', content_rowid='key', tokenize='unicode61 remove_diacritics 2'
  );
  insert into turn_text(turn_text, rank) values ('hashsize', 33554432);
  pragma user_version = ${schemaVersion};`;

/**
 * Opens the index file, or makes it. One that is torn, of another schema or made by another program (`program` is its
 * stamp) is deleted and made empty: nothing is lost with it. Throws as node:sqlite does when the place cannot be written.
 */
export const openDatabase = (path: string, program: string): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const kept = existsSync(path) ? openKept(path, program) : null;
  if (kept) return kept;
  removeDatabase(path);
  const database = connect(path);
  database.exec(`begin immediate; ${schema}`);
  database.prepare('insert into meta values (?)').run(program);
  database.exec('commit');
  return database;
};

/** Deletes the index and what SQLite keeps beside it. */
export const removeDatabase = (path: string): void => {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
};

/** Is this SQLite saying that the file is damaged or is no database? Another opening then builds it anew. */
export const isTorn = (error: unknown): boolean => [11, 26].includes(sqliteCode(error));

/** SQLite's primary result code; 0 when the error is another's. */
const sqliteCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : 0;

const openKept = (path: string, program: string): DatabaseSync | null => {
  let database: DatabaseSync | undefined;
  try {
    database = connect(path);
    const version = database.prepare('pragma user_version').get()?.user_version;
    if (
      version === schemaVersion &&
      database.prepare('select program from meta').get()?.program === program
    ) {
      database.prepare('select (select count(*) from session), (select rowid from turn_text limit 1)').get();
      return database;
    }
  } catch (error) {
    if (!isTorn(error) && sqliteCode(error) !== 1) throw error;
  }
  database?.close();
  return null;
};

const connect = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: 5000 });
  // Losing the last commits to a power cut costs one reading of those logs.
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory;');
  return database;
};
