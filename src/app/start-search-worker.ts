import type { Worker } from 'node:worker_threads';
import type { PushbackReviews } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import type { Told } from '../search/search-index.ts';
import type { MomentsAnswer, MomentsRequest, SearchAnswer, SearchRequest } from './app.ts';
import { noAnswer } from './no-answer.ts';
import { noMoments } from './no-moments.ts';
import type { SearchMessage, SearchReply, SearchWorkerData } from './search-worker.ts';
import { startWorker } from './start-worker.ts';

export type Searcher = {
  /** The last answer; null when a later search took its place. `onPart` gets those before it, while logs are scanned. */
  readonly find: (
    request: SearchRequest,
    onPart?: (answer: SearchAnswer) => void,
  ) => Promise<SearchAnswer | null>;
  readonly around: (session: string, turn: number, reach: number) => Promise<readonly Told[]>;
  readonly moments: (request: MomentsRequest) => Promise<MomentsAnswer>;
  readonly sessionsFor: (query: string, threshold: number | null) => Promise<readonly string[]>;
  /** What a person said on pushback. */
  readonly mark: (reviews: PushbackReviews) => void;
  /** Reads again what was classified. */
  readonly refreshEpisodes: () => void;
  readonly close: () => void;
};

type Waiting = {
  readonly onPart: ((answer: SearchAnswer) => void) | undefined;
  readonly resolve: (answer: SearchAnswer | null) => void;
};

/** Searches beside the screen, in a thread of its own that lives from the first search on. */
export const startSearchWorker = (data: () => SearchWorkerData): Searcher => {
  let worker: Worker | undefined;
  let reviews: PushbackReviews = new Map();
  let next = 0;
  let asked: { readonly id: number; readonly waiting: Waiting } | undefined;
  const around = new Map<number, (turns: readonly Told[]) => void>();
  const moments = new Map<number, (answer: MomentsAnswer) => void>();
  const sessions = new Map<number, (paths: readonly string[]) => void>();

  const take = (reply: SearchReply): void => {
    if (reply.kind === 'around') {
      around.get(reply.id)?.(reply.turns);
      around.delete(reply.id);
    } else if (reply.kind === 'sessions') {
      sessions.get(reply.id)?.(reply.paths);
      sessions.delete(reply.id);
    } else if (reply.kind === 'moments') {
      moments.get(reply.id)?.(reply.answer);
      moments.delete(reply.id);
      if (!asked && moments.size === 0) worker?.unref();
    } else if (asked?.id === reply.id) {
      if (!reply.done) asked.waiting.onPart?.(reply.answer);
      else {
        asked.waiting.resolve(reply.answer);
        asked = undefined;
      }
    }
  };
  const fail = (why: string): void => {
    worker = undefined;
    asked?.waiting.resolve(failed(why));
    asked = undefined;
    for (const resolve of around.values()) resolve([]);
    around.clear();
    for (const resolve of moments.values()) resolve({ ...noMoments, problems: failed(why).problems });
    moments.clear();
    for (const resolve of sessions.values()) resolve([]);
    sessions.clear();
  };
  const running = (): Worker => {
    if (worker) return worker;
    worker = startWorker('search-worker', data());
    worker.on('message', take);
    worker.on('error', error => fail(messageOf(error)));
    // A search that nobody waits for keeps no program alive.
    worker.unref();
    tellReviews();
    return worker;
  };
  const tellReviews = () => worker?.postMessage({ kind: 'reviews', reviews } satisfies SearchMessage);
  return {
    find: (request, onPart) => {
      const { promise, resolve } = Promise.withResolvers<SearchAnswer | null>();
      next += 1;
      asked?.waiting.resolve(null);
      asked = { id: next, waiting: { onPart, resolve } };
      running().ref();
      running().postMessage({ kind: 'find', id: next, request } satisfies SearchMessage);
      return promise.finally(() => {
        if (!asked && moments.size === 0) worker?.unref();
      });
    },
    around: (session, turn, reach) => {
      const { promise, resolve } = Promise.withResolvers<readonly Told[]>();
      next += 1;
      around.set(next, resolve);
      running().postMessage({ kind: 'around', id: next, session, turn, reach } satisfies SearchMessage);
      return promise;
    },
    moments: request => {
      const { promise, resolve } = Promise.withResolvers<MomentsAnswer>();
      next += 1;
      moments.set(next, resolve);
      running().ref();
      running().postMessage({ kind: 'moments', id: next, request } satisfies SearchMessage);
      return promise;
    },
    sessionsFor: (query, threshold) => {
      const { promise, resolve } = Promise.withResolvers<readonly string[]>();
      next += 1;
      sessions.set(next, resolve);
      running().postMessage({ kind: 'sessions', id: next, query, threshold } satisfies SearchMessage);
      return promise;
    },
    mark: latest => {
      if (latest === reviews) return;
      reviews = latest;
      tellReviews();
    },
    refreshEpisodes: () => worker?.postMessage({ kind: 'episodes' } satisfies SearchMessage),
    close: () => {
      void worker?.terminate();
      fail('the search was closed');
    },
  };
};

const failed = (why: string): SearchAnswer => ({
  ...noAnswer,
  problems: [{ at: 0, what: `the search index cannot be read: ${why}` }],
});
