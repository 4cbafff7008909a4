import type { Adapter } from '../adapters/adapter.ts';
import { findAdapter } from '../adapters/index.ts';
import type { Problem } from '../domain/problem.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import { type FoundLog, findLogs } from '../files/find-logs.ts';
import { readHead } from '../files/read-head.ts';
import { type KnownSession, openIndex, type SearchIndex } from '../search/search-index.ts';
import type { IndexedSession } from '../search/write-sessions.ts';
import type { LibraryEvent } from './app.ts';
import { glanceAtSession, summariseSession } from './summarise-session.ts';

/** Plain data, for it travels to a worker. `glance`: tell each new session by its first lines before it is read. */
export type LibraryJob = {
  readonly roots: readonly string[];
  readonly index: string;
  readonly program: string;
  readonly glance: boolean;
};

type Claimed = { readonly adapter: Adapter; readonly log: FoundLog };

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
    const problems: Problem[] = [];
    const logs = findLogs(job.roots, problems);
    const known = new Map(index.known(job.roots).map(session => [session.path, session]));
    const unchanged = logs.flatMap(log => reusable(known.get(log.path), log));
    const reused = new Set(unchanged.map(({ path }) => path));
    const fresh = logs.filter(({ path }) => !reused.has(path));
    const here = new Set(logs.map(({ path }) => path));
    tryWrite(
      index,
      [],
      [...known.keys()].filter(path => !here.has(path)),
      problems,
    );
    const listed = unchanged.filter(session => session.listed).map(({ summary }) => summary);
    yield [
      ...problems.splice(0).map(toEvent),
      ...(listed.length > 0 ? [{ kind: 'sessions', sessions: listed } as const] : []),
      { kind: 'progress', done: unchanged.length, total: logs.length },
    ];
    const claimed = yield* claim(fresh, job.glance);
    yield* readAll(claimed, index, { done: logs.length - claimed.length, total: logs.length });
    yield [{ kind: 'done' }];
  } finally {
    index.close();
  }
}

const reusable = (known: KnownSession | undefined, log: FoundLog): KnownSession[] =>
  known && known.bytes === log.bytes && known.modifiedAt === log.modifiedAt && known.inode === log.inode
    ? [known]
    : [];

/** Tells each new log's adapter. One that nobody claims is a problem, not a silence, unless it is just some Markdown. */
function* claim(logs: readonly FoundLog[], glance: boolean): Generator<LibraryEvent[], Claimed[]> {
  const claimed: Claimed[] = [];
  const problems: Problem[] = [];
  const glances: SessionSummary[] = [];
  const batch = createBatch();
  const flush = (): LibraryEvent[] => [...problems.splice(0).map(toEvent), ...toSessions(glances.splice(0))];
  for (const log of logs) {
    const head = readHead(log.path);
    const adapter = findAdapter({ path: log.path, head });
    if (adapter) claimed.push({ adapter, log });
    else if (log.named || (log.bytes > 0 && log.path.endsWith('.jsonl')))
      problems.push({ path: log.path, line: null, what: 'no adapter knows this format' });
    if (adapter && glance) {
      const summary = glanceAtSession(adapter, log, head);
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
  index: SearchIndex,
  { done, total }: { done: number; total: number },
): Generator<LibraryEvent[]> {
  const problems: Problem[] = [];
  const read: IndexedSession[] = [];
  const batch = createBatch();
  const flush = (count: number): LibraryEvent[] => {
    const sessions = read.splice(0);
    tryWrite(index, sessions, [], problems);
    const listed = sessions.map(({ summary }) => summary).filter(({ head }) => head.parent === null);
    return [
      ...problems.splice(0).map(toEvent),
      ...toSessions(listed),
      { kind: 'progress', done: done + count, total },
    ];
  };
  for (const [at, { adapter, log }] of claimed.entries()) {
    try {
      const session = summariseSession(adapter, log);
      // A subagent's log is remembered, so that it is not read again, and neither listed nor searched.
      read.push(session.summary.head.parent === null ? session : { ...session, said: [] });
    } catch (error) {
      problems.push({ path: log.path, line: null, what: `cannot be read: ${messageOf(error)}` });
    }
    if (batch.isFull()) yield flush(at + 1);
  }
  yield flush(claimed.length);
}

/** A list without search is better than nothing: an index that cannot be written is a problem, once a batch. */
const tryWrite = (
  index: SearchIndex,
  sessions: readonly IndexedSession[],
  gone: readonly string[],
  problems: Problem[],
): void => {
  try {
    index.write(sessions, gone);
  } catch (error) {
    problems.push({
      path: index.path,
      line: null,
      what: `the search index cannot be written: ${messageOf(error)}`,
    });
  }
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

const toEvent = (problem: Problem): LibraryEvent => ({ kind: 'problem', problem });
const toSessions = (sessions: readonly SessionSummary[]): LibraryEvent[] =>
  sessions.length > 0 ? [{ kind: 'sessions', sessions }] : [];
