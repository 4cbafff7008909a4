import Fuse from 'fuse.js';
import type { Bindings, Mode, Press } from '../../keys/bindings.ts';
import { erase } from '../../keys/erase.ts';
import { type TypingAction, toTyping } from '../../keys/use-bindings.ts';
import { paletteKeys } from './palette-keys.ts';

/** What one can ask the screen for: its actions, and the things that it counts (turns), if it does. */
export type Offer = {
  readonly title: string;
  readonly bindings: Bindings<unknown>;
  /** What a bare number goes to; null where nothing is counted. */
  readonly counts: string | null;
};

export type Entry = { readonly help: string; readonly keys: readonly string[]; readonly press: Press };

export type PaletteState = {
  readonly query: string;
  /** What fits the query, best first. */
  readonly entries: readonly Entry[];
  readonly cursor: number;
  /** Set when the person is through with it: what they chose, or nothing. */
  readonly done: { readonly press: Press | null } | null;
};

export type PaletteAction =
  | TypingAction
  | { readonly type: 'move'; readonly by: number }
  /** `at` null: the entry under the cursor. */
  | { readonly type: 'run'; readonly at: number | null }
  | { readonly type: 'clear' | 'shut' };

export const openPalette = (offer: Offer): PaletteState => ({
  query: '',
  entries: entriesOf(offer),
  cursor: 0,
  done: null,
});

export const createPaletteReducer = (offer: Offer) => {
  const all = entriesOf(offer);
  const fuse = new Fuse(all, { keys: ['help', 'press.name'], threshold: 0.4, ignoreLocation: true });
  const ask = (state: PaletteState, query: string): PaletteState => {
    const words = query.trim();
    const number = offer.counts === null || !/^\d{1,9}$/.test(words) ? null : Number(words);
    const found = words === '' ? all : fuse.search(words).map(({ item }) => item);
    const entries = number === null ? found : [toNumbered(offer.counts ?? '', number)];
    return { ...state, query, entries, cursor: 0 };
  };
  return (state: PaletteState, action: PaletteAction): PaletteState => {
    switch (action.type) {
      case 'typed':
        return ask(state, state.query + action.text);
      case 'erased':
        return ask(state, erase(state.query, action.by));
      case 'clear':
        return ask(state, '');
      case 'move':
        return {
          ...state,
          cursor: Math.max(0, Math.min(state.cursor + action.by, state.entries.length - 1)),
        };
      case 'run': {
        const chosen = state.entries[action.at ?? state.cursor];
        return chosen ? { ...state, done: { press: chosen.press } } : state;
      }
      case 'shut':
        return { ...state, done: { press: null } };
    }
  };
};

export const paletteMode = (): Mode<PaletteAction> => ({
  bindings: paletteKeys,
  typing: toTyping,
});

const entriesOf = ({ bindings }: Offer): Entry[] =>
  Object.entries(bindings)
    .filter(([name]) => name !== 'palette')
    .map(([name, { help, keys }]) => ({ help, keys, press: { type: 'command', name } }));

const toNumbered = (what: string, number: number): Entry => ({
  help: `go to ${what} ${number}`,
  keys: [],
  press: { type: 'number', number },
});
