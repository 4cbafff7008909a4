import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { SessionSummary } from '../domain/session-summary.ts';
import { messageOf, UserError } from '../errors.ts';
import { type Found, findTurns } from './find-turns.ts';
import { isTorn, openDatabase, removeDatabase } from './open-database.ts';
import type { Query } from './query.ts';
import { rootCondition, type Scope } from './query-sql.ts';
import { type IndexedSession, writeSessions } from './write-sessions.ts';

/** A session as the index keeps it, with the stamp of the file that it was read from. `listed` false: a subagent's. */
export type KnownSession = {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: string;
  readonly inode: number;
  readonly listed: boolean;
  readonly summary: SessionSummary;
};

/** All prose of all sessions, searchable; and their summaries, so that an unchanged log is not read again. Disposable. */
export type SearchIndex = {
  readonly path: string;
  /** Known sessions at or under the roots, newest first; `limit` for a first screen. */
  readonly known: (roots: readonly string[], limit?: number) => KnownSession[];
  /** The paths under the roots where a session with one of these ids, in whatever case, was last read. */
  readonly pathsOf: (ids: readonly string[], roots: readonly string[]) => string[];
  /** Puts sessions in, instead of what stood at their paths, and takes the paths in `gone` out; all or nothing. */
  readonly write: (sessions: readonly IndexedSession[], gone: readonly string[]) => void;
  readonly find: (query: Query, scope: Scope, limit: number) => Found;
  readonly state: () => { readonly bytes: number; readonly sessions: number; readonly turns: number };
  readonly close: () => void;
};

/** Opens the index at `path`; `program` is the stamp of the program that reads logs. See `openDatabase`. */
export const openIndex = (path: string, program: string): SearchIndex => {
  let database = openDatabase(path, program);
  let inode = inodeOf(path);
  /**
   * Damage may show only when a page is read: the index is then made anew and, empty, asked again. Where another
   * process or thread has done so already, its file is taken.
   */
  const mended = <Value>(ask: (database: DatabaseSync) => Value): Value => {
    try {
      return ask(database);
    } catch (error) {
      if (!isTorn(error)) throw error;
      const isOurs = inodeOf(path) === inode;
      database.close();
      if (isOurs) removeDatabase(path);
      database = openDatabase(path, program);
      inode = inodeOf(path);
      return ask(database);
    }
  };
  return {
    path,
    known: (roots, limit = -1) => mended(it => readKnown(it, roots, limit)),
    pathsOf: (ids, roots) => mended(it => readPaths(it, ids, roots)),
    write: (sessions, gone) => mended(it => writeSessions(it, program, sessions, gone)),
    find: (query, scope, limit) => mended(it => findTurns(it, query, scope, limit)),
    state: () =>
      mended(it => ({
        bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
        sessions: countOf(it, 'session'),
        turns: countOf(it, 'turn'),
      })),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
};

const readKnown = (database: DatabaseSync, roots: readonly string[], limit: number): KnownSession[] => {
  const { sql, values } = rootCondition(roots);
  return database
    .prepare(
      `select path, bytes, modified, inode, listed, summary from session where ${sql} order by slot desc limit ?`,
    )
    .all(...values, limit)
    .map(row => ({
      path: String(row.path),
      bytes: Number(row.bytes),
      modifiedAt: String(row.modified),
      inode: Number(row.inode),
      listed: row.listed === 1,
      summary: JSON.parse(String(row.summary)),
    }));
};

const readPaths = (database: DatabaseSync, ids: readonly string[], roots: readonly string[]): string[] => {
  const { sql, values } = rootCondition(roots);
  return database
    .prepare(`select path from session where id in (${ids.map(() => '?').join(', ')}) and listed and ${sql}`)
    .all(...ids, ...values)
    .map(({ path }) => String(path));
};

const inodeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino;

const countOf = (database: DatabaseSync, table: 'session' | 'turn'): number =>
  Number(database.prepare(`select count(*) as n from ${table}`).get()?.n);

/**
 * Opens the index at `path`, or, where that cannot be written, one in a temporary folder that goes when it is closed.
 * Throws UserError when there is no place at all.
 */
export const openIndexSomewhere = (path: string, program: string): SearchIndex => {
  try {
    return openIndex(path, program);
  } catch {
    return openTemporaryIndex(path, program);
  }
};

const openTemporaryIndex = (wanted: string, program: string): SearchIndex => {
  let folder: string | undefined;
  const leave = () => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  };
  try {
    folder = mkdtempSync(join(tmpdir(), 'pushback-'));
    const index = openIndex(join(folder, 'index.sqlite'), program);
    const close = () => {
      index.close();
      leave();
    };
    return { ...index, close };
  } catch (cause) {
    leave();
    throw new UserError(
      `There is no room for the search index, neither at ${wanted} nor in ${tmpdir()}: ${messageOf(cause)}`,
      'Free some space, or name another folder for temporary files in TMPDIR.',
      { cause },
    );
  }
};
