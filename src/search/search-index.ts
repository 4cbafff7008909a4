import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Query } from '../domain/query.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import type { Speaker } from '../domain/turn.ts';
import { messageOf, UserError } from '../errors.ts';
import { type CompletedSession, completeSessions } from './complete-sessions.ts';
import { type CurrentMarks, createCurrentMarks, type Marks } from './current-marks.ts';
import { rootCondition, turnKey, turnNumber } from './filter-sql.ts';
import { type KeptOrder, keepOrder, listMoments, type MomentPage, type Moments } from './list-moments.ts';
import { beginningLength, isTorn, openDatabase, removeDatabase } from './open-database.ts';
import { type Scope, toSql } from './query-sql.ts';
import { type Found, searchTurns, type Wanted } from './search-turns.ts';
import { type IndexedSession, writeSessions } from './write-sessions.ts';

/** A session as the index keeps it, with the stamp of the file that it was read from. `listed` false: a subagent's or a copy. */
export type KnownSession = {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: string;
  readonly inode: number;
  readonly listed: boolean;
  readonly summary: SessionSummary;
};

/** A session as it is compared with others that begin with the same turn. */
export type TracedSession = { readonly trace: string; readonly summary: SessionSummary };

/** What the index keeps of a turn. */
export type Told = { readonly turn: number; readonly speaker: Speaker; readonly text: string };

/** All prose of all sessions, searchable; and their summaries, so that an unchanged log is not read again. Disposable. */
export type SearchIndex = {
  readonly path: string;
  /** Known sessions at or under the roots, newest first; `limit` for a first screen. */
  readonly known: (roots: readonly string[], limit?: number) => KnownSession[];
  /** The paths under the roots where a session with one of these ids, in whatever case, was last read. */
  readonly pathsOf: (ids: readonly string[], roots: readonly string[]) => string[];
  /** Every session that begins as another does, or that did when it was last read. */
  readonly beginningAlike: () => TracedSession[];
  /** Puts sessions in, instead of what stood at their paths, and takes the paths in `gone` out; all or nothing. */
  readonly write: (sessions: readonly IndexedSession[], gone: readonly string[]) => void;
  /**
   * Puts in what was read later of sessions that stand in it: their summaries, and which of their turns push back. One
   * whose log was read anew meanwhile is left as it is.
   */
  readonly complete: (sessions: readonly CompletedSession[]) => void;
  /** The answers, step by step; see `searchTurns`. */
  readonly search: (
    query: Query,
    scope: Scope,
    marks: Marks,
    wanted: Wanted,
  ) => Generator<Found | null, Found>;
  /** The logs of the sessions that hold a turn which answers, newest first. */
  readonly pathsFor: (query: Query, scope: Scope, marks: Marks) => readonly string[];
  /** A page of the pushback that answers a query. The order is kept for the next page, as long as nothing has changed. */
  readonly moments: (query: Query, scope: Scope, marks: Marks, page: MomentPage) => Moments;
  /** The words of a turn and of those around it, in order. */
  readonly around: (session: string, turn: number, reach: number) => readonly Told[];
  readonly state: () => { readonly bytes: number; readonly sessions: number; readonly turns: number };
  readonly close: () => void;
};

/** Opens the index at `path`; `program` is the stamp of the program that reads logs. See `openDatabase`. */
export const openIndex = (path: string, program: string): SearchIndex => {
  let opened = openOnce(path, program);
  /**
   * Damage may show only when a page is read: the index is then made anew and, empty, asked again. Where another
   * process or thread has done so already, its file is taken. Any other error is thrown on.
   */
  const mend = (error: unknown): void => {
    if (!isTorn(error)) throw error;
    opened.database.close();
    if (inodeOf(path) === opened.inode) removeDatabase(path);
    opened = openOnce(path, program);
  };
  const mended = <Value>(ask: (opened: Opened) => Value): Value => {
    try {
      return ask(opened);
    } catch (error) {
      mend(error);
      return ask(opened);
    }
  };
  return {
    path,
    known: (roots, limit = -1) => mended(({ database }) => readKnown(database, roots, limit)),
    pathsOf: (ids, roots) => mended(({ database }) => readPaths(database, ids, roots)),
    beginningAlike: () => mended(({ database }) => readBeginningAlike(database)),
    write: (sessions, gone) =>
      mended(({ database, marks }) => {
        writeSessions(database, program, sessions, gone);
        marks.forget();
      }),
    complete: sessions =>
      mended(({ database, marks }) => {
        completeSessions(database, program, sessions);
        marks.forget();
      }),
    *search(query, scope, marks, wanted) {
      const answers = () => {
        const { classes } = opened.marks.show(marks);
        return searchTurns({ database: opened.database, classes }, query, scope, wanted);
      };
      try {
        return yield* answers();
      } catch (error) {
        mend(error);
        return yield* answers();
      }
    },
    pathsFor: (query, scope, marks) =>
      mended(({ database, marks: current }) => {
        current.show(marks);
        return readPathsFor(database, query, scope);
      }),
    moments: (query, scope, marks, page) =>
      mended(({ database, marks: current, order }) => {
        const stamp = current.show(marks);
        return listMoments(database, order, { query, scope, page, stamp });
      }),
    around: (session, turn, reach) => mended(({ database }) => readAround(database, session, turn, reach)),
    state: () =>
      mended(({ database }) => ({
        bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
        sessions: countOf(database, 'session'),
        turns: countOf(database, 'turn'),
      })),
    close: () => {
      if (opened.database.isOpen) opened.database.close();
    },
  };
};

type Opened = {
  readonly database: DatabaseSync;
  readonly inode: number | undefined;
  readonly marks: CurrentMarks;
  readonly order: KeptOrder;
};
const openOnce = (path: string, program: string): Opened => {
  const database = openDatabase(path, program);
  return { database, inode: inodeOf(path), marks: createCurrentMarks(database), order: keepOrder() };
};

const readPathsFor = (database: DatabaseSync, query: Query, scope: Scope): string[] => {
  const { from, values, key } = toSql(query, scope);
  return database
    .prepare(`select session.path ${from} group by session.slot order by ${key} desc`)
    .all(...values)
    .map(({ path }) => String(path));
};

const readAround = (database: DatabaseSync, session: string, turn: number, reach: number): Told[] =>
  database
    .prepare('select slot from session where id = ? and listed')
    .all(session)
    .slice(0, 1)
    .flatMap(({ slot }) =>
      database
        .prepare('select key, speaker, text from turn where key between ? and ? order by key desc')
        .all(turnKey(Number(slot), turn + reach), turnKey(Number(slot), Math.max(1, turn - reach))),
    )
    .map(({ key, speaker, text }) => ({
      turn: turnNumber(Number(key)),
      speaker: speaker === 'agent' ? 'agent' : 'developer',
      text: String(text),
    }));

const readKnown = (database: DatabaseSync, roots: readonly string[], limit: number): KnownSession[] => {
  const { sql, values } = rootCondition(roots);
  return database
    .prepare(
      // The index of paths gives slots alone, in a tenth of the time that it takes to sort whole rows.
      `select path, bytes, modified, inode, listed, summary from session
       where slot in (select slot from session where ${sql}) order by slot desc limit ?`,
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

const readBeginningAlike = (database: DatabaseSync): TracedSession[] =>
  database
    .prepare(
      `with shared as materialized (
         select substr(trace, 1, ${beginningLength}) as beginning from session where trace <> ''
         group by substr(trace, 1, ${beginningLength}) having count(*) > 1
       )
       select trace, summary from session
       where trace <> '' and substr(trace, 1, ${beginningLength}) in (select beginning from shared)
       union select trace, summary from session where related = 1`,
    )
    .all()
    .map(({ trace, summary }) => ({ trace: String(trace), summary: JSON.parse(String(summary)) }));

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
