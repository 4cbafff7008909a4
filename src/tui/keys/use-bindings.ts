import { type Key, useInput, usePaste } from 'ink';
import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useRef } from 'react';
import type { Destination, Go } from '../app-state.ts';
import { useMouse } from '../mouse/use-mouse.ts';
import type { Mode, Press } from './bindings.ts';
import type { Erased } from './erase.ts';
import type { EverywhereAction } from './everywhere-keys.ts';

/** Who takes presses and pasted text now. */
type KeyTaker = { readonly onPress: (press: Press) => void; readonly onPaste: (text: string) => void };
type KeyHub = {
  readonly take: (taker: KeyTaker) => () => void;
  /** The screen is changing: keys wait for the one that comes. */
  readonly hold: () => void;
  readonly give: (press: Press) => void;
};

/** Nobody looks for a text that is longer, and every letter of it would be looked for in every session. */
const longestPaste = 1000;

const KeyContext = createContext<KeyHub>({ take: () => () => {}, hold: () => {}, give: () => {} });
export const KeyProvider = KeyContext.Provider;

/**
 * Listens once for the whole program and hands every key, by name, to the screen that takes keys now. What comes while
 * no screen takes keys waits for the next that does. `first` may keep a key to itself.
 */
export const useKeyHub = (first: (key: string) => boolean): KeyHub => {
  const taker = useRef<KeyTaker | null>(null);
  const waiting = useRef<Press[]>([]);
  const give = useCallback((press: Press) => {
    if (taker.current) taker.current.onPress(press);
    else waiting.current.push(press);
  }, []);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) if (!first(name)) give({ type: 'key', key: name });
  });
  useMouse();
  usePaste(text => taker.current?.onPaste(text.slice(0, longestPaste).replace(/\s+/g, ' ')));
  return useMemo(
    () => ({
      take: next => {
        taker.current = next;
        while (taker.current === next) {
          const press = waiting.current.shift();
          if (press === undefined) break;
          next.onPress(press);
        }
        return () => {
          if (taker.current === next) taker.current = null;
        };
      },
      hold: () => {
        taker.current = null;
      },
      give,
    }),
    [give],
  );
};

/**
 * Takes every press while `active`. What one means is the reducer's to say, for the next may come before the next
 * frame; so the taker reads no state that was drawn.
 */
export const usePresses = (
  onPress: (press: Press) => void,
  onPaste: (text: string) => void,
  active: boolean,
): void => {
  const hub = useContext(KeyContext);
  const latest = useRef({ onPress, onPaste });
  latest.current = { onPress, onPaste };
  useLayoutEffect(() => {
    if (!active) return;
    return hub.take({
      onPress: press => latest.current.onPress(press),
      onPaste: text => latest.current.onPaste(text),
    });
  }, [hub, active]);
};

/** Takes every key while `active`, for what is no screen. */
export const useKeys = (
  onKey: (key: string) => void,
  onPaste: (text: string) => void,
  active: boolean,
): void =>
  usePresses(
    press => {
      if (press.type === 'key') onKey(press.key);
    },
    onPaste,
    active,
  );

type Leaving = { readonly leaving: Destination | null };

/**
 * The keys of a screen whose reducer says where the person goes from here, and what they mean in a state. The person is
 * taken there at once, so that a key of the same chunk reaches the next screen. Gives back how to do an action in the
 * same way, for the mouse and for an answer that a key waits for; it stays the same.
 */
export const useScreenKeys = <State extends Leaving, Action>(
  dispatch: (action: Action | ScreenAction | Press) => State,
  { go, active, modeOf }: { go: Go; active: boolean; modeOf: (state: State) => Mode<unknown> },
): ((action: Action | ScreenAction | Press) => void) => {
  const latest = useRef({ go, modeOf });
  latest.current = { go, modeOf };
  const act = useCallback(
    (action: Action | ScreenAction | Press) => {
      const state = dispatch(action);
      if (state.leaving === null) return;
      dispatch({ type: 'stay' });
      latest.current.go(state.leaving, latest.current.modeOf(state));
    },
    [dispatch],
  );
  usePresses(act, text => dispatch({ type: 'typed', text }), active);
  return act;
};

/** What every screen's reducer understands. */
export type ScreenAction =
  | { readonly type: 'typed'; readonly text: string }
  | EverywhereAction
  | { readonly type: 'stay' };

/** What changes a line of text that is being typed. */
export type TypingAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'erased'; readonly by: Erased };

/** As a shell has them. */
const erasing: Readonly<Record<string, Erased>> = {
  backspace: 'character',
  delete: 'character',
  'ctrl+w': 'word',
  'ctrl+u': 'line',
};

/** What a key does to a line of text that is being typed; undefined for keys that do nothing to it. */
export const toTyping = (key: string): TypingAction | undefined => {
  const by = erasing[key];
  if (by) return { type: 'erased', by };
  if (key === 'space') return { type: 'typed', text: ' ' };
  return [...key].length === 1 ? { type: 'typed', text: key } : undefined;
};

const named: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/** The names of the keys in one chunk of input: `jjj` arrives as one. */
export const keyNames = (input: string, key: Key): string[] => {
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  const special = named.find(([flag]) => key[flag]);
  if (special) return [special[1]];
  if (key.ctrl) return [`ctrl+${input}`];
  return [...input].map(character => controls[character] ?? controlName(character) ?? character);
};

const controls: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
};

/** Control and a letter are the letter's number in the alphabet. */
const controlName = (character: string): string | undefined =>
  character >= '\u0001' && character <= '\u001a'
    ? `ctrl+${String.fromCharCode(character.charCodeAt(0) + 96)}`
    : undefined;
