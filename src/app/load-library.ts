import type { Lineage } from '../domain/lineage.ts';
import type { Problem } from '../domain/problem.ts';
import { isListed, type SessionSummary } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import { type FoundLog, isGone } from '../files/find-logs.ts';
import { type KnownSession, openIndex, type SearchIndex } from '../search/search-index.ts';
import type { IndexedSession } from '../search/write-sessions.ts';
import type { LibraryEvent } from './app.ts';
import { type Claimed, claimLog } from './claim-log.ts';
import { findSessionLogs } from './find-sessions.ts';
import { glanceAtSession } from './glance-at-session.ts';
import { changedLineages } from './relate-sessions.ts';
import { summariseSession } from './summarise-session.ts';

/**
 * Plain data, for it travels to a worker. `glance`: tell each new session by its first lines before it is read.
 * `told`: paths that the asker lists already; those that are no logs any more are said to be gone.
 */
export type LibraryJob = {
  readonly roots: readonly string[];
  readonly index: string;
  readonly program: string;
  readonly glance: boolean;
  readonly told: readonly string[];
};

/** How long a batch is worked on, in ms: short at first, so that something shows; then longer, which indexes better. */
const firstBatch = 50;
const longestBatch = 400;

/**
 * Reads all logs under the roots, newest first, and brings the index up to date: what is unchanged comes from there.
 * Each step is one batch of work; leave off between two and everything told so far is kept.
 */
export function* loadLibrary(job: LibraryJob): Generator<readonly LibraryEvent[]> {
  const index = openIndex(job.index, job.program);
  try {
    // Known before the walk: a session that another process adds meanwhile is not taken for gone.
    const known = new Map(index.known(job.roots).map(session => [session.path, session]));
    const writer = createWriter(index);
    const problems: Problem[] = [];
    const logs = findSessionLogs(job.roots, problems);
    const unchanged = logs.flatMap(log => reusable(known.get(log.path), log));
    const reused = new Set(unchanged.map(({ path }) => path));
    const here = new Set(logs.map(({ path }) => path));
    const told = new Set([...known.keys(), ...job.told]);
    const gone = [...told].filter(path => !here.has(path));
    const listed = unchanged.filter(session => session.listed).map(({ summary }) => summary);
    yield [
      ...[...problems, ...writer.write([], gone)].map(toProblem),
      ...toGone(gone),
      ...toSessions(listed),
      { kind: 'progress', done: unchanged.length, total: logs.length },
    ];
    const fresh = logs.filter(({ path }) => !reused.has(path));
    const claimed = yield* claimAll(fresh, job.glance, told, writer);
    const lineageOf = (path: string) => known.get(path)?.summary.lineage;
    const progress = { done: logs.length - claimed.length, total: logs.length };
    yield* readAll(claimed, writer, progress, lineageOf);
    yield* relateAll(logs, index, writer);
    yield [{ kind: 'done' }];
  } finally {
    index.close();
  }
}

const reusable = (known: KnownSession | undefined, log: FoundLog): KnownSession[] =>
  known && known.bytes === log.bytes && known.modifiedAt === log.modifiedAt && known.inode === log.inode
    ? [known]
    : [];

/** Tells each new log's adapter. What is no log any more leaves list and index. */
function* claimAll(
  logs: readonly FoundLog[],
  glance: boolean,
  told: ReadonlySet<string>,
  writer: Writer,
): Generator<LibraryEvent[], Claimed[]> {
  const claimed: Claimed[] = [];
  const problems: Problem[] = [];
  const gone: string[] = [];
  const glances: SessionSummary[] = [];
  const batch = createBatch();
  const flush = (): LibraryEvent[] => {
    const left = gone.splice(0);
    problems.push(...writer.write([], left));
    return [...problems.splice(0).map(toProblem), ...toGone(left), ...toSessions(glances.splice(0))];
  };
  for (const log of logs) {
    const { claim, problem } = claimLog(log);
    if (problem) problems.push(problem);
    if (claim) claimed.push(claim);
    else if (told.has(log.path)) gone.push(log.path);
    if (claim && glance) {
      const summary = glanceAtSession(claim.adapter, log, claim.head);
      if (summary.head.parent === null) glances.push(summary);
    }
    if (batch.isFull()) yield flush();
  }
  yield flush();
  return claimed;
}

/** Reads every claimed log whole and indexes it. */
function* readAll(
  claimed: readonly Claimed[],
  writer: Writer,
  { done, total }: { done: number; total: number },
  lineageOf: (path: string) => Lineage | undefined,
): Generator<LibraryEvent[]> {
  const problems: Problem[] = [];
  const gone: string[] = [];
  const read: IndexedSession[] = [];
  const batch = createBatch();
  const flush = (count: number): LibraryEvent[] => {
    const sessions = read.splice(0);
    const left = gone.splice(0);
    problems.push(...writer.write(sessions, left));
    const summaries = sessions.map(({ summary }) => summary);
    left.push(...summaries.filter(isCopy).map(({ head }) => head.path));
    return [
      ...problems.splice(0).map(toProblem),
      ...toGone(left),
      ...toSessions(summaries.filter(isListed)),
      { kind: 'progress', done: done + count, total },
    ];
  };
  for (const [at, { adapter, log }] of claimed.entries()) {
    try {
      const session = summariseSession(adapter, log, lineageOf(log.path));
      // A subagent's log is remembered, so that it is not read again, and neither listed nor searched.
      read.push(session.summary.head.parent === null ? session : { ...session, said: [] });
    } catch (error) {
      gone.push(log.path);
      if (!isGone(error))
        problems.push({ path: log.path, line: null, what: `cannot be read: ${messageOf(error)}` });
    }
    if (batch.isFull()) yield flush(at + 1);
  }
  yield flush(claimed.length);
}

/** Reads those sessions again whose copies came or went: what one log repeats from another is searched once. */
function* relateAll(
  logs: readonly FoundLog[],
  index: SearchIndex,
  writer: Writer,
): Generator<LibraryEvent[]> {
  const here = new Map(logs.map(log => [log.path, log]));
  const lineages = changedLineages(index, path => here.has(path));
  const claimed = [...lineages.keys()].flatMap(path => {
    const log = here.get(path);
    return (log && claimLog(log).claim) ?? [];
  });
  if (claimed.length === 0) return;
  const progress = { done: logs.length - claimed.length, total: logs.length };
  yield* readAll(claimed, writer, progress, path => lineages.get(path));
}

type Writer = {
  readonly write: (sessions: readonly IndexedSession[], gone: readonly string[]) => Problem[];
};

/** A list without search is better than nothing: an index that cannot be written is told once and then left alone. */
const createWriter = (index: SearchIndex): Writer => {
  let broken = false;
  return {
    write: (sessions, gone) => {
      if (broken) return [];
      try {
        index.write(sessions, gone);
        return [];
      } catch (error) {
        broken = true;
        const what = `the search index cannot be written, so search misses what is new: ${messageOf(error)}`;
        return [{ path: index.path, line: null, what }];
      }
    },
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

/** A copy that another session holds whole was told before that was known. */
const isCopy = (session: SessionSummary): boolean => session.head.parent === null && !isListed(session);

const toProblem = (problem: Problem): LibraryEvent => ({ kind: 'problem', problem });
const toGone = (paths: readonly string[]): LibraryEvent[] =>
  paths.length > 0 ? [{ kind: 'gone', paths }] : [];
const toSessions = (sessions: readonly SessionSummary[]): LibraryEvent[] =>
  sessions.length > 0 ? [{ kind: 'sessions', sessions }] : [];
