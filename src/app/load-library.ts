import { isSameLineage, type Lineage, noLineage } from '../domain/lineage.ts';
import type { Problem } from '../domain/problem.ts';
import { isListed, type SessionSummary } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import type { FoundLog } from '../files/find-logs.ts';
import { type KnownSession, openIndex, type SearchIndex } from '../search/search-index.ts';
import type { IndexedSession } from '../search/write-sessions.ts';
import type { LibraryEvent } from './app.ts';
import { claimLog } from './claim-log.ts';
import { findSessionLogs } from './find-sessions.ts';
import { glanceAtSession } from './glance-at-session.ts';
import { createLogReader, type LogReader } from './log-reader.ts';
import type { ReadFor, ReadLog } from './read-log.ts';
import { changedLineages } from './relate-sessions.ts';
import { startReaderWorkers } from './start-reader-workers.ts';

/**
 * Plain data, for it travels to a worker. `glance`: tell the newest new sessions by their first lines before they are
 * read. `told`: paths that the asker lists already; those that are no logs any more are said to be gone.
 */
export type LibraryJob = {
  readonly roots: readonly string[];
  readonly index: string;
  readonly program: string;
  readonly glance: boolean;
  readonly told: readonly string[];
};

/** How long a batch is gathered, in ms: short at first, so that something shows; then longer, which indexes better. */
const firstBatch = 50;
const longestBatch = 400;
/** A screen is full of so many. */
const mostGlances = 100;
/** Threads start in the time that one takes to read so much. */
const fewLogs = 100;
const fewBytes = 5_000_000;

/**
 * Reads all logs under the roots, newest first, and brings the index up to date: what is unchanged comes from there. The
 * words of all are read first, which makes them searchable soon; where developers pushed back is read after that. Each
 * step is one batch of work; leave off between two and everything told so far is kept, and the next load goes on there.
 */
export async function* loadLibrary(job: LibraryJob): AsyncGenerator<readonly LibraryEvent[]> {
  const index = openIndex(job.index, job.program);
  let reader: LogReader | undefined;
  try {
    // Known before the walk: a session that another process adds meanwhile is not taken for gone.
    const known = new Map(index.known(job.roots).map(session => [session.path, session]));
    const writer = createWriter(index);
    const problems: Problem[] = [];
    const logs = findSessionLogs(job.roots, problems);
    const unchanged = logs.flatMap(log => reusable(known.get(log.path), log));
    const here = new Map(logs.map(log => [log.path, log]));
    const told = new Set([...known.keys(), ...job.told]);
    const gone = [...told].filter(path => !here.has(path));
    const listed = unchanged.filter(session => session.listed).map(({ summary }) => summary);
    const settled = new Set(unchanged.filter(isSettled).map(({ path }) => path));
    const reused = new Set(unchanged.map(({ path }) => path));
    const isUnsettled = ({ path }: FoundLog) => !settled.has(path);
    // Threads come up while the first is told.
    reader = isLittle(logs.filter(isUnsettled)) ? createLogReader() : startReaderWorkers();
    yield [
      ...[...problems, ...writer.write([], gone)].map(toProblem),
      ...toGone(gone),
      ...toSessions(listed),
      { kind: 'progress', done: settled.size, total: logs.length, of: 'pushback' },
    ];
    const fresh = logs.filter(({ path }) => !reused.has(path));
    if (job.glance) yield glanceAt(fresh.slice(0, mostGlances), told);
    const lineages = new Map([...known].map(([path, { summary }]) => [path, summary.lineage]));
    const load = { reader, writer, told, settled, lineages, total: logs.length };
    yield* readAll('words', fresh, load);
    // What one log repeats from another is searched once: those are read again whose copies came or went.
    const related = changedLineages(index, path => here.has(path));
    for (const [path, lineage] of related) lineages.set(path, toKnown(lineage));
    yield* readAll(
      'words',
      [...related.keys()].flatMap(path => here.get(path) ?? []),
      load,
    );
    yield* readAll('pushback', logs.filter(isUnsettled), load);
    yield [{ kind: 'done' }];
  } finally {
    reader?.close();
    index.close();
  }
}

const reusable = (known: KnownSession | undefined, log: FoundLog): KnownSession[] =>
  known && known.bytes === log.bytes && known.modifiedAt === log.modifiedAt && known.inode === log.inode
    ? [known]
    : [];

/** Is nothing more to be read of it? No pushback is looked for in what is not listed. */
const isSettled = ({ listed, summary }: KnownSession): boolean => !listed || summary.counts !== null;

const isLittle = (logs: readonly FoundLog[]): boolean =>
  logs.length <= 1 || (logs.length <= fewLogs && logs.reduce((sum, { bytes }) => sum + bytes, 0) <= fewBytes);

/** What the first lines of logs tell; what is no log is found out when it is read. */
const glanceAt = (logs: readonly FoundLog[], told: Set<string>): LibraryEvent[] => {
  const glances = logs.flatMap(log => {
    const { claim } = claimLog(log);
    claim?.opened.file.close();
    const summary = claim && glanceAtSession(claim.adapter, log, claim.opened.head);
    return summary?.head.parent === null ? [summary] : [];
  });
  for (const { head } of glances) told.add(head.path);
  return toSessions(glances);
};

/** A session that stands by itself has no lineage. */
const toKnown = (lineage: Lineage): Lineage | undefined =>
  isSameLineage(lineage, noLineage) ? undefined : lineage;

type Load = {
  readonly reader: LogReader;
  readonly writer: Writer;
  /** Paths that are listed. */
  readonly told: Set<string>;
  /** Paths of which nothing more is to be read. */
  readonly settled: Set<string>;
  readonly lineages: ReadonlyMap<string, Lineage | undefined>;
  readonly total: number;
};

/** Reads logs for one thing, indexes and tells what was read. */
async function* readAll(
  readFor: ReadFor,
  logs: readonly FoundLog[],
  load: Load,
): AsyncGenerator<LibraryEvent[]> {
  if (logs.length === 0) return;
  const batch = createBatch();
  let read: ReadLog[] = [];
  let done = load.total - logs.length;
  const flush = (): LibraryEvent[] => {
    const some = read;
    read = [];
    done += some.length;
    return [...take(readFor, some, load), { kind: 'progress', done, total: load.total, of: readFor }];
  };
  const toRead = logs.map(log => ({ log, lineage: load.lineages.get(log.path) }));
  for await (const some of load.reader.read(readFor, toRead)) {
    read.push(...some);
    if (batch.isFull()) yield flush();
  }
  yield flush();
}

/** Indexes a batch; gives what is told of it. */
const take = (
  readFor: ReadFor,
  read: readonly ReadLog[],
  { writer, told, settled }: Load,
): LibraryEvent[] => {
  const sessions = read.flatMap(({ session }) => session ?? []);
  const gone = read.flatMap(({ path, session }) => (session === null && told.has(path) ? [path] : []));
  const written = readFor === 'words' ? writer.write(sessions, gone) : writer.complete(sessions, gone);
  const listed = sessions.map(({ summary }) => summary).filter(isListed);
  const shown = new Set(listed.map(({ head }) => head.path));
  // A copy that another session holds whole was told before that was known.
  const copies = read.flatMap(({ path, session }) =>
    session && told.has(path) && !shown.has(path) ? [path] : [],
  );
  for (const { path } of read)
    if (readFor === 'words' && shown.has(path)) settled.delete(path);
    else settled.add(path);
  for (const { head } of listed) told.add(head.path);
  return [
    ...[...read.flatMap(({ problem }) => problem ?? []), ...written].map(toProblem),
    ...toGone([...gone, ...copies]),
    ...toSessions(listed),
  ];
};

type Write = (sessions: readonly IndexedSession[], gone: readonly string[]) => Problem[];
type Writer = { readonly write: Write; readonly complete: Write };

/** A list without search is better than nothing: an index that cannot be written is told once and then left alone. */
const createWriter = (index: SearchIndex): Writer => {
  let broken = false;
  const unlessBroken = (work: () => void): Problem[] => {
    if (broken) return [];
    try {
      work();
      return [];
    } catch (error) {
      broken = true;
      const what = `the search index cannot be written, so search misses what is new: ${messageOf(error)}`;
      return [{ path: index.path, line: null, what }];
    }
  };
  return {
    write: (sessions, gone) => unlessBroken(() => index.write(sessions, gone)),
    complete: (sessions, gone) =>
      unlessBroken(() => {
        index.complete(sessions);
        index.write([], gone);
      }),
  };
};

const createBatch = () => {
  let length = firstBatch;
  let begun = performance.now();
  return {
    isFull: (): boolean => {
      if (performance.now() - begun < length) return false;
      begun = performance.now();
      length = Math.min(longestBatch, length * 2);
      return true;
    },
  };
};

const toProblem = (problem: Problem): LibraryEvent => ({ kind: 'problem', problem });
const toGone = (paths: readonly string[]): LibraryEvent[] =>
  paths.length > 0 ? [{ kind: 'gone', paths }] : [];
const toSessions = (sessions: readonly SessionSummary[]): LibraryEvent[] =>
  sessions.length > 0 ? [{ kind: 'sessions', sessions }] : [];
