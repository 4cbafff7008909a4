import type { Worker } from 'node:worker_threads';
import type { Happened } from '../domain/happened.ts';
import type { Outline, TurnSpan } from '../domain/session.ts';
import type { SessionCounts } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import type { BesideAsked, BesideData, BesideNews } from './beside-worker.ts';
import { type Opened, type OpenSession, openLogWith } from './open-session.ts';
import { startWorker } from './start-worker.ts';

/** What was found out about a log that another thread reads. */
export type Found =
  /** More turns are known; `isRead`: all of them are. */
  | { readonly kind: 'part'; readonly isRead: boolean }
  /** Of all turns it is known what happened in them, and which push back. */
  | { readonly kind: 'counted'; readonly counts: SessionCounts };

/** A log that is read, looked through and counted by a thread of its own, which lives as long as the session is open. */
export type Beside = {
  /** Begins to read when it is first called, and tells what is found out until the returned function is called. */
  readonly listen: (onFound: (found: Found) => void) => () => void;
  /** Has what was added to the log read too. */
  readonly grow: () => void;
  /** What happened in each turn, as far as that is known. */
  readonly happened: () => readonly (readonly Happened[])[];
};

/** A log below this is read in a few slices on this thread before another one has started, in bytes. */
const leastBeside = 8 * 1024 * 1024;
/** Of what it parses nothing is kept: a small young generation costs a tenth more time and saves some 60 MB. */
const youngMegabytes = 4;

/** Opens a log as `openLog` does, a large one that grows by lines to be read by a thread of its own. */
export const openLogBeside = (path: string): OpenSession => {
  const opened = openLogWith(path);
  return (opened.records.size?.() ?? 0) < leastBeside ? opened.session : readBeside(path, opened);
};

/** The first part of the log is read here, so that the first screen waits for no thread. */
const readBeside = (path: string, { session, records, decode }: Opened): OpenSession => {
  const spans: TurnSpan[] = [];
  const happened: (readonly Happened[])[] = [];
  const listeners = new Set<(found: Found) => void>();
  let outline: Outline | undefined;
  let worker: Worker | undefined;

  const tell = (found: Found) => {
    for (const listener of listeners) listener(found);
  };
  const take = (news: BesideNews): void => {
    switch (news.kind) {
      case 'failed':
        fail(news.words);
        break;
      case 'counted':
        tell(news);
        break;
      case 'happened':
        for (const [at, turn] of news.turns.entries()) happened[news.from - 1 + at] = turn;
        break;
      case 'part':
        takePart(news);
    }
  };
  const takePart = (part: BesideNews & { kind: 'part' }): void => {
    for (const span of part.spans) spans[span.number - 1] = span;
    records.learn?.(part.from, part.places);
    // What was read here is more until another part has come.
    if (spans.length >= session.outline().spans.length || part.isRead) outline = { ...part.outline, spans };
    tell({ kind: 'part', isRead: part.isRead });
  };
  /** What is known by then stays. */
  const fail = (words: string): void => {
    const known = outline ?? session.outline();
    const problem = { path, line: null, what: `reading stopped: ${words}` };
    outline = { ...known, problems: [...known.problems, problem] };
    tell({ kind: 'part', isRead: true });
  };
  const start = (): Worker => {
    const data: BesideData = { readBeside: path };
    const started = startWorker('beside-worker', data, youngMegabytes);
    started.on('message', take).on('error', error => fail(messageOf(error)));
    // It keeps no program alive.
    started.unref();
    return started;
  };
  return {
    ...session,
    outline: () => outline ?? session.outline(),
    turn: number => decode((outline ?? session.outline()).spans[number - 1]),
    beside: {
      listen: onFound => {
        listeners.add(onFound);
        worker ??= start();
        return () => {
          listeners.delete(onFound);
        };
      },
      grow: () => worker?.postMessage('grown' satisfies BesideAsked),
      happened: () => happened,
    },
    close: () => {
      worker?.terminate().catch(() => {});
      session.close();
    },
  };
};
