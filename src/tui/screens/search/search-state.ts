import type { SearchAnswer } from '../../../app/app.ts';
import { noAnswer } from '../../../app/no-answer.ts';
import type { Hit } from '../../../domain/hit.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Mode } from '../../keys/bindings.ts';
import { erase } from '../../keys/erase.ts';
import type { Keymap } from '../../keys/keymap.ts';
import { type ScreenAction, type TypingAction, toTyping } from '../../keys/use-bindings.ts';
import type { SummaryOf } from '../../summary-of.ts';
import { type Facet, toFacets } from './facets.ts';

/** Where a search looks: seen from the session that it was opened from, if any. */
export const scopes = ['everywhere', 'project', 'session'] as const;
export type SearchScope = (typeof scopes)[number];

/** What is to be answered. A later one has a higher generation; an answer to an earlier one is dropped. */
export type Asked = {
  readonly generation: number;
  readonly query: string;
  readonly pushbackOnly: boolean;
  readonly scope: SearchScope;
};

export type SearchState = {
  readonly asked: Asked;
  /** The session that the search was opened from; null: from the list. */
  readonly from: SessionSummary | null;
  /** Whose project or turns are searched: of the one that it was opened from or, from the list, of a hit. */
  readonly near: SessionSummary | null;
  /** The count that is chosen among the facets. */
  readonly facet: number | null;
  readonly answer: SearchAnswer;
  /** The generation that `answer` is of, and that of the last answer that was whole. */
  readonly answered: number;
  readonly completed: number;
  readonly cursor: number;
  /** Enter came before the answer did. */
  readonly opening: boolean;
  /** Queries that led somewhere, the latest first. */
  readonly history: readonly string[];
  /** Where the person goes from here; the app takes them there. */
  readonly leaving: Destination | null;
};
export type SearchAction =
  | ScreenAction
  | TypingAction
  | { readonly type: 'pushbackOnly' | 'scope' | 'open' | 'clear' | 'refresh' | 'recall' }
  /** Queries of earlier runs, the latest first. */
  | { readonly type: 'remember'; readonly queries: readonly string[] }
  | { readonly type: 'from'; readonly summary: SessionSummary | null }
  | {
      readonly type: 'answered';
      readonly generation: number;
      readonly answer: SearchAnswer;
      readonly isWhole: boolean;
    }
  | { readonly type: 'leave'; readonly to: 'back' }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'facet'; readonly by: 1 | -1 }
  /** Puts a filter behind the query, or takes it away where it stands there. */
  | { readonly type: 'narrow'; readonly term: string };

export const emptySearch: SearchState = {
  asked: { generation: 0, query: '', pushbackOnly: false, scope: 'everywhere' },
  from: null,
  near: null,
  facet: null,
  answer: noAnswer,
  answered: 0,
  completed: 0,
  cursor: 0,
  opening: false,
  history: [],
  leaving: null,
};

/** Is anything asked at all? */
export const isAsking = ({ query, pushbackOnly }: Asked): boolean => query.trim() !== '' || pushbackOnly;

const longestHistory = 50;
const at = (generation: number) => ({ answered: generation, completed: generation });

/** Decides what every key does. The answer comes later: until then the last one stands. */
export const createSearchReducer = (summaryOf: SummaryOf) => {
  const reduce = (state: SearchState, action: SearchAction): SearchState => {
    const ask = (change: Partial<Asked>): SearchState => {
      const asked = { ...state.asked, ...change, generation: state.asked.generation + 1 };
      const next = { ...state, asked, cursor: 0, facet: null, opening: false };
      return isAsking(asked) ? next : { ...next, answer: noAnswer, ...at(asked.generation) };
    };
    switch (action.type) {
      case 'leave':
        return state.facet === null ? { ...state, leaving: { to: action.to } } : { ...state, facet: null };
      case 'from':
        return fromSession(state, action.summary);
      case 'typed':
        return ask({ query: state.asked.query + action.text });
      case 'erased':
        return ask({ query: erase(state.asked.query, action.by) });
      case 'clear':
        return ask({ query: '', pushbackOnly: false });
      case 'remember':
        return {
          ...state,
          history: [...new Set([...state.history, ...action.queries])].slice(0, longestHistory),
        };
      case 'recall':
        return ask({ query: earlier(state) });
      case 'pushbackOnly':
        return ask({ pushbackOnly: !state.asked.pushbackOnly });
      case 'narrow':
        return ask({ query: narrowed(state.asked.query, action.term) });
      case 'scope':
        return scoped(state, ask, summaryOf);
      case 'refresh':
        return { ...state, asked: { ...state.asked, generation: state.asked.generation + 1 } };
      case 'answered':
        return answered(state, action, summaryOf);
      case 'move':
        return {
          ...state,
          facet: null,
          cursor: Math.max(0, Math.min(state.cursor + action.by, state.answer.hits.length - 1)),
        };
      case 'facet':
        return { ...state, facet: besideFacet(state, action.by, facetsOf(state, summaryOf).length) };
      case 'open': {
        const facet = state.facet === null ? undefined : facetsOf(state, summaryOf)[state.facet];
        return facet ? reduce(state, { type: 'narrow', term: facet.term }) : opened(state, summaryOf);
      }
      case 'stay':
        return { ...state, leaving: null };
    }
  };
  return reduce;
};

const narrowed = (query: string, term: string): string =>
  ` ${query} `.includes(` ${term} `)
    ? ` ${query} `.replace(` ${term} `, ' ').trim()
    : `${query} ${term}`.trim();

const facetsOf = ({ answer }: SearchState, summaryOf: SummaryOf): Facet[] =>
  toFacets(answer.facets, summaryOf).flat();

/** Past either end none is chosen. */
const besideFacet = ({ facet }: SearchState, by: 1 | -1, count: number): number | null => {
  const next = facet === null ? (by > 0 ? 0 : count - 1) : facet + by;
  return next >= 0 && next < count ? next : null;
};

/** A place that the new session does not have is given up. */
const fromSession = (state: SearchState, from: SessionSummary | null): SearchState => {
  if (state.from?.head.id === from?.head.id) return state;
  const scope = scopesOf(from).includes(state.asked.scope) ? state.asked.scope : 'everywhere';
  const asked = { ...state.asked, scope, generation: state.asked.generation + 1 };
  return { ...state, from, near: from, asked };
};

const scopesOf = (from: SessionSummary | null): SearchScope[] =>
  scopes.filter(scope => scope === 'everywhere' || (scope === 'project' ? from?.head.project : from));

/** From everywhere to the project and the session that lie near, and back; from the list, those of the chosen hit. */
const scoped = (
  state: SearchState,
  ask: (change: Partial<Asked>) => SearchState,
  summaryOf: SummaryOf,
): SearchState => {
  const { from, asked, answer, cursor } = state;
  const chosen = from ?? summaryOf(answer.hits[cursor]?.session ?? '') ?? null;
  const near = asked.scope === 'everywhere' ? chosen : state.near;
  const all = scopesOf(near);
  const scope = all[(all.indexOf(asked.scope) + 1) % all.length] ?? 'everywhere';
  return { ...ask({ scope }), near };
};

/** The query before this one; from the oldest on to the latest again. */
const earlier = ({ history, asked }: SearchState): string =>
  history[(history.indexOf(asked.query) + 1) % Math.max(1, history.length)] ?? asked.query;

/** The place is kept: the same hit, if it is still there. */
const answered = (
  state: SearchState,
  { generation, answer, isWhole }: Extract<SearchAction, { type: 'answered' }>,
  summaryOf: SummaryOf,
): SearchState => {
  if (generation !== state.asked.generation) return state;
  const place = state.cursor > 0 ? state.answer.hits[state.cursor] : undefined;
  const at = answer.hits.findIndex(hit => hit.session === place?.session && hit.turn === place.turn);
  // Counts of the first answers alone would flicker at every key: those before stay until all are counted.
  const shown = isWhole ? answer : { ...answer, facets: state.answer.facets };
  const next = {
    ...state,
    answer: shown,
    answered: generation,
    completed: isWhole ? generation : state.completed,
    cursor: Math.max(0, at),
  };
  return state.opening ? opened({ ...next, opening: false }, summaryOf) : next;
};

const opened = (state: SearchState, summaryOf: SummaryOf): SearchState => {
  if (state.answered !== state.asked.generation) return { ...state, opening: true };
  const leaving = toReplay(state.answer.hits[state.cursor], summaryOf);
  return leaving ? { ...state, leaving, history: remembered(state) } : state;
};

const remembered = ({ history, asked: { query } }: SearchState): readonly string[] =>
  query.trim() === '' ? history : [query, ...history.filter(one => one !== query)].slice(0, longestHistory);

/** A hit of a session that is not listed leads nowhere. */
const toReplay = (hit: Hit | undefined, summaryOf: SummaryOf): Destination | null => {
  const summary = hit && summaryOf(hit.session);
  return summary ? { to: 'replay', summary, spot: { turn: hit.turn, offset: null } } : null;
};

/** Letters go into the query, and so does the key for pushback alone inside quotes. */
export const searchMode =
  (keymap: Keymap) =>
  ({ asked }: SearchState): Mode<SearchAction> => ({
    bindings: keymap.search,
    typing: key =>
      keymap.search.pushbackOnly?.keys.includes(key) === true && !isQuoting(asked.query)
        ? undefined
        : toTyping(key),
  });

const isQuoting = (query: string): boolean => query.split('"').length % 2 === 0;
