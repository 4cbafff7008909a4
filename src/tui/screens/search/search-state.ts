import type { SearchAnswer } from '../../../app/app.ts';
import type { Hit } from '../../../domain/hit.ts';
import { actionOf, toTyping } from '../../keys/use-bindings.ts';
import { searchKeys } from './search-keys.ts';

export type SearchState = {
  readonly query: string;
  readonly pushbackOnly: boolean;
  readonly answer: SearchAnswer;
  readonly cursor: number;
  /** The hit that enter asked for. */
  readonly opened: Hit | null;
  readonly leaving: boolean;
};
export type SearchAction =
  | { readonly type: 'typed' | 'key'; readonly text: string }
  | { readonly type: 'erased' | 'pushbackOnly' | 'open' | 'closed' | 'clear' | 'leave' | 'refresh' }
  | { readonly type: 'move'; readonly by: number };

export type Searcher = (query: string, pushbackOnly: boolean) => SearchAnswer;

const nothing: SearchAnswer = { hits: [], total: 0, problems: [] };
export const emptySearch: SearchState = {
  query: '',
  pushbackOnly: false,
  answer: nothing,
  cursor: 0,
  opened: null,
  leaving: false,
};

/** The query decides the answer in the same step, so a stale answer cannot exist. */
export const createSearchReducer = (search: Searcher) => {
  const reduce = (state: SearchState, action: SearchAction): SearchState => {
    const ask = (query: string, pushbackOnly: boolean): SearchState => ({
      ...state,
      query,
      pushbackOnly,
      cursor: 0,
      answer: query.trim() || pushbackOnly ? search(query, pushbackOnly) : nothing,
    });
    switch (action.type) {
      case 'key':
        return reduce(state, keyAction(action.text) ?? { type: 'closed' });
      case 'leave':
        return { ...state, leaving: true };
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
        return { ...state, opened: state.answer.hits[state.cursor] ?? null };
      case 'closed':
        return { ...state, opened: null, leaving: false };
    }
  };
  return reduce;
};

const keyAction = (key: string): SearchAction | undefined =>
  toTyping(key) ?? actionOf<SearchAction>(searchKeys, key);
