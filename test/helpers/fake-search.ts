import type { MomentsAnswer, SearchAnswer, SearchRequest } from '../../src/app/app.ts';
import type { Moment } from '../../src/domain/moment.ts';
import { parseQuery } from '../../src/domain/query.ts';
import type { Marks } from '../../src/search/current-marks.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import type { Found } from '../../src/search/search-turns.ts';
import type { Said } from '../../src/search/write-sessions.ts';
import { makePushback } from './fake-session.ts';

export const makeRequest = (query: string, more: Partial<SearchRequest> = {}): SearchRequest => ({
  query,
  pushbackOnly: false,
  threshold: null,
  within: { session: null, project: null },
  limit: 50,
  countTo: 10_000,
  ...more,
});

export const makeAnswer = (more: Partial<SearchAnswer> = {}): SearchAnswer => ({
  hits: [],
  total: 0,
  isCounted: true,
  instead: [],
  facets: { sessions: new Map(), classes: new Map() },
  problems: [],
  ...more,
});

export const makeMoment = (turn: number, more: Partial<Moment> = {}): Moment => ({
  session: 'claude-code:one',
  turn,
  at: null,
  pushback: makePushback(turn),
  words: `No, not in turn ${turn}`,
  previous: 'Done.',
  act: { turn: turn - 1, words: 'Done.', paths: [], commands: [] },
  origin: null,
  rule: null,
  ...more,
});

export const makeMoments = (
  moments: readonly Moment[] = [],
  more: Partial<MomentsAnswer> = {},
): MomentsAnswer => ({
  groups: [],
  total: moments.length,
  from: 0,
  moments,
  instead: [],
  problems: [],
  ...more,
});

export const makeMarks = (more: Partial<Marks> = {}): Marks => ({
  threshold: null,
  reviews: new Map(),
  episodes: [],
  ...more,
});

export const makeSaid = (turn: number, text: string, more: Partial<Said> = {}): Said => ({
  turn,
  speaker: turn % 2 === 1 ? 'developer' : 'agent',
  at: null,
  text,
  paths: '',
  commands: '',
  signs: [],
  ...more,
});

/** Everything that answers a query, and how many. */
export const findAll = (
  index: Pick<SearchIndex, 'search'>,
  query: string,
  {
    roots = ['/'],
    marks = makeMarks(),
    limit = 100,
  }: Partial<{ roots: string[]; marks: Marks; limit: number }> = {},
): Found => {
  const steps = index.search(parseQuery(query), { roots, filters: [] }, marks, { limit, countTo: 10_000 });
  for (;;) {
    const { value, done } = steps.next();
    if (done) return value;
  }
};
