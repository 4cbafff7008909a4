import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { SessionSummary } from '../domain/session-summary.ts';
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
  /** Puts sessions in, instead of what stood at their paths, and takes the paths in `gone` out; all or nothing. */
  readonly write: (sessions: readonly IndexedSession[], gone: readonly string[]) => void;
  readonly find: (query: Query, scope: Scope, limit: number) => Found;
  readonly state: () => { readonly bytes: number; readonly sessions: number; readonly turns: number };
  readonly close: () => void;
};

/** Opens the index at `path`; `program` is the stamp of the program that reads logs. See `openDatabase`. */
export const openIndex = (path: string, program: string): SearchIndex => {
  let database = openDatabase(path, program);
  /** Damage may show only when a page is read: the index is then made anew and, empty, asked again. */
  const mended = <Value>(ask: (database: DatabaseSync) => Value): Value => {
    try {
      return ask(database);
    } catch (error) {
      if (!isTorn(error)) throw error;
      database.close();
      removeDatabase(path);
      database = openDatabase(path, program);
      return ask(database);
    }
  };
  return {
    path,
    known: (roots, limit = -1) => mended(it => readKnown(it, roots, limit)),
    write: (sessions, gone) => mended(it => writeSessions(it, sessions, gone)),
    find: (query, scope, limit) => mended(it => findTurns(it, query, scope, limit)),
    state: () =>
      mended(it => ({
        bytes: statSync(path).size,
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

const countOf = (database: DatabaseSync, table: 'session' | 'turn'): number =>
  Number(database.prepare(`select count(*) as n from ${table}`).get()?.n);

/**
 * Opens the index at `path`, or, where that cannot be written, one in a temporary folder that goes when it is closed.
 * Throws as node:fs does when there is no place at all.
 */
export const openIndexSomewhere = (path: string, program: string): SearchIndex => {
  try {
    return openIndex(path, program);
  } catch {
    const folder = mkdtempSync(join(tmpdir(), 'pushback-'));
    const index = openIndex(join(folder, 'index.sqlite'), program);
    const close = () => {
      index.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ...index, close };
  }
};
