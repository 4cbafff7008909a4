import { type Key, useInput, usePaste } from 'ink';
import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useRef } from 'react';
import type { Destination, Everywhere } from '../app-state.ts';
import type { Pointer } from '../mouse/pointer.ts';
import { useMouse } from '../mouse/use-mouse.ts';
import type { Press } from './bindings.ts';

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
  useMouse(useCallback((pointer: Pointer) => taker.current?.onPress({ type: 'pointer', pointer }), []));
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

/** Takes every key while `active`, for what is no screen; the wheel is the arrows. */
export const useKeys = (
  onKey: (key: string) => void,
  onPaste: (text: string) => void,
  active: boolean,
): void =>
  usePresses(
    press => {
      if (press.type === 'key') onKey(press.key);
      else if (press.type === 'pointer' && press.pointer.kind === 'wheel')
        onKey(press.pointer.by > 0 ? 'down' : 'up');
    },
    onPaste,
    active,
  );

type Leaving = { readonly leaving: Destination | null };

/**
 * The keys of a screen whose reducer says where the person goes from here. The person is taken there at once, so that
 * a key of the same chunk reaches the next screen.
 */
export const useScreenKeys = <State extends Leaving>(
  dispatch: (action: ScreenAction | Press) => State,
  go: (destination: Destination) => void,
  active: boolean,
): void =>
  usePresses(
    press => {
      const { leaving } = dispatch(press);
      if (leaving === null) return;
      dispatch({ type: 'stay' });
      go(leaving);
    },
    text => dispatch({ type: 'typed', text }),
    active,
  );

/** What every screen's reducer understands. */
export type ScreenAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'leave'; readonly to: Everywhere }
  | { readonly type: 'stay' };

/** What a key does to a line of text that is being typed; undefined for keys that do nothing to it. */
export const toTyping = (key: string): { type: 'typed'; text: string } | { type: 'erased' } | undefined => {
  if (key === 'backspace' || key === 'delete') return { type: 'erased' };
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
  return [...input].map(character => {
    if (character === ' ') return 'space';
    return character === '\r' || character === '\n' ? 'enter' : character;
  });
};
