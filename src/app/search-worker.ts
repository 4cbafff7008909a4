import { existsSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { PushbackReviews } from '../domain/session-summary.ts';
import type { Marks } from '../search/current-marks.ts';
import type { Scope } from '../search/query-sql.ts';
import { openIndex, type SearchIndex, type Told } from '../search/search-index.ts';
import { openStore } from '../store/open-store.ts';
import type { MomentsAnswer, MomentsRequest, SearchAnswer, SearchRequest } from './app.ts';
import { markedEpisodes } from './marked-episodes.ts';
import { noAnswer } from './no-answer.ts';
import { type Answers, momentsOf, searchLibrary } from './search-library.ts';
import { sessionsFor } from './sessions-for.ts';

/** What the main thread hands over. */
export type SearchWorkerData = {
  readonly index: string;
  readonly program: string;
  readonly scope: Scope;
  /** The folder of the store. */
  readonly store: string;
};
/** What the main thread asks. A later `find` takes the place of one that is still being answered. */
export type SearchMessage =
  | { readonly kind: 'find'; readonly id: number; readonly request: SearchRequest }
  | {
      readonly kind: 'around';
      readonly id: number;
      readonly session: string;
      readonly turn: number;
      readonly reach: number;
    }
  | { readonly kind: 'moments'; readonly id: number; readonly request: MomentsRequest }
  | {
      readonly kind: 'sessions';
      readonly id: number;
      readonly query: string;
      readonly threshold: number | null;
    }
  | { readonly kind: 'reviews'; readonly reviews: PushbackReviews }
  /** Something was classified or reviewed. */
  | { readonly kind: 'episodes' };
/** `done` false: more answers to this follow. */
export type SearchReply =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: SearchAnswer; readonly done: boolean }
  | { readonly kind: 'moments'; readonly id: number; readonly answer: MomentsAnswer }
  | { readonly kind: 'sessions'; readonly id: number; readonly paths: readonly string[] }
  | { readonly kind: 'around'; readonly id: number; readonly turns: readonly Told[] };

const isWorkerData = (data: unknown): data is SearchWorkerData =>
  typeof data === 'object' && data !== null && 'index' in data && 'scope' in data;

const reply = (message: SearchReply) => parentPort?.postMessage(message);

/** Milliseconds of work until it is looked whether something else is asked: less than a frame. */
const mostAtOnce = 8;

/** Steps on until there is something to tell, or for so long. */
const stepFor = (
  answers: Answers,
  milliseconds: number,
): IteratorResult<SearchAnswer | null, SearchAnswer> => {
  const until = performance.now() + milliseconds;
  let next = answers.next();
  while (!next.done && next.value === null && performance.now() < until) next = answers.next();
  return next;
};

/** Answers one message after the other; a search is left for a later one between two of its steps. */
const serve = ({ index: path, program, scope, store }: SearchWorkerData): void => {
  let opened: SearchIndex | undefined;
  let marks: Marks = { threshold: null, reviews: new Map(), episodes: [] };
  let latest = 0;
  const index = (): SearchIndex => {
    opened ??= openIndex(path, program);
    return opened;
  };
  const readEpisodes = (): void => {
    marks = { ...marks, episodes: existsSync(store) ? markedEpisodes(openStore(store)) : [] };
  };
  const setThreshold = (threshold: number | null): void => {
    // The same marks stay the same, so that nothing is made anew for them.
    if (threshold !== marks.threshold) marks = { ...marks, threshold };
  };
  const find = (id: number, request: SearchRequest): void => {
    latest = id;
    setThreshold(request.threshold);
    const answers = searchLibrary(index(), scope, request, marks);
    const step = (): void => {
      if (id !== latest) return void answers.return(noAnswer);
      const { value, done } = stepFor(answers, mostAtOnce);
      if (value) reply({ kind: 'answer', id, answer: value, done: done === true });
      if (!done) setImmediate(step);
    };
    step();
  };
  readEpisodes();
  parentPort?.on('message', (message: SearchMessage) => {
    switch (message.kind) {
      case 'find':
        return find(message.id, message.request);
      case 'around': {
        const { id, session, turn, reach } = message;
        return reply({ kind: 'around', id, turns: index().around(session, turn, reach) });
      }
      case 'moments': {
        const { id, request } = message;
        setThreshold(request.threshold);
        return reply({ kind: 'moments', id, answer: momentsOf(index(), scope, request, marks) });
      }
      case 'sessions': {
        const { id, query, threshold } = message;
        setThreshold(threshold);
        return reply({ kind: 'sessions', id, paths: sessionsFor(index(), scope, query, marks) });
      }
      case 'reviews':
        marks = { ...marks, reviews: message.reviews };
        return;
      case 'episodes':
        return readEpisodes();
    }
  });
};

if (!isMainThread && isWorkerData(workerData)) serve(workerData);
