import type { SearchAnswer } from '../../../app/app.ts';
import type { Hit } from '../../../domain/hit.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Mode } from '../../keys/bindings.ts';
import type { Keymap } from '../../keys/keymap.ts';
import { type ScreenAction, toTyping } from '../../keys/use-bindings.ts';

export type SearchState = {
  readonly query: string;
  readonly pushbackOnly: boolean;
  readonly answer: SearchAnswer;
  readonly cursor: number;
  /** Where the person goes from here; the app takes them there. */
  readonly leaving: Destination | null;
};
export type SearchAction =
  | ScreenAction
  | { readonly type: 'erased' | 'pushbackOnly' | 'open' | 'clear' | 'refresh' }
  | { readonly type: 'leave'; readonly to: 'back' }
  | { readonly type: 'move'; readonly by: number };

export type SummaryOf = (session: string) => SessionSummary | undefined;
export type Searcher = (query: string, pushbackOnly: boolean) => SearchAnswer;

const nothing: SearchAnswer = { hits: [], total: 0, problems: [] };
export const emptySearch: SearchState = {
  query: '',
  pushbackOnly: false,
  answer: nothing,
  cursor: 0,
  leaving: null,
};

/** The query decides the answer in the same step, so a stale answer cannot exist. */
export const createSearchReducer = (search: Searcher, summaryOf: SummaryOf) => {
  const reduce = (state: SearchState, action: SearchAction): SearchState => {
    const ask = (query: string, pushbackOnly: boolean): SearchState => ({
      ...state,
      query,
      pushbackOnly,
      cursor: 0,
      answer: query.trim() || pushbackOnly ? search(query, pushbackOnly) : nothing,
    });
    switch (action.type) {
      case 'leave':
        return { ...state, leaving: { to: action.to } };
      case 'typed':
        return ask(state.query + action.text, state.pushbackOnly);
      case 'erased':
        return ask([...state.query].slice(0, -1).join(''), state.pushbackOnly);
      case 'pushbackOnly':
        return ask(state.query, !state.pushbackOnly);
      case 'refresh': {
        const place = state.answer.hits[state.cursor];
        const fresh = ask(state.query, state.pushbackOnly);
        const at = fresh.answer.hits.findIndex(
          hit => hit.session === place?.session && hit.turn === place.turn,
        );
        return { ...fresh, cursor: Math.max(0, at) };
      }
      case 'clear':
        return ask('', false);
      case 'move':
        return {
          ...state,
          cursor: Math.max(0, Math.min(state.cursor + action.by, state.answer.hits.length - 1)),
        };
      case 'open':
        return { ...state, leaving: toReplay(state.answer.hits[state.cursor], summaryOf) };
      case 'stay':
        return { ...state, leaving: null };
    }
  };
  return reduce;
};

/** A hit of a session that is not listed leads nowhere. */
const toReplay = (hit: Hit | undefined, summaryOf: SummaryOf): Destination | null => {
  const summary = hit && summaryOf(hit.session);
  return summary ? { to: 'replay', summary, spot: { turn: hit.turn, offset: null } } : null;
};

/** Letters go into the query. */
export const searchMode = (keymap: Keymap) => (): Mode<SearchAction> => ({
  bindings: keymap.search,
  typing: toTyping,
});
