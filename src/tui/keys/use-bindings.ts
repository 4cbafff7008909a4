import { type Key, useInput, usePaste } from 'ink';
import type { Binding } from './bindings.ts';

/**
 * Sends the action of each pressed key. A handler reads no state, and every character of a chunk counts:
 * two keys that arrive as one must both land.
 */
export const useBindings = <Action>(
  bindings: readonly Binding<Action>[],
  send: (action: Action) => void,
  active: boolean,
): void => {
  useInput(
    (input, key) => {
      for (const name of keyNames(input, key)) {
        const binding = bindings.find(({ keys }) => keys.includes(name));
        if (binding) send(binding.action);
      }
    },
    { isActive: active },
  );
};

export type TextInput = {
  /** Takes text that was typed or pasted, without line breaks. */
  readonly onType: (text: string) => void;
  readonly onErase: () => void;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
};

/** One line of typed text; the reducer holds it. Paste arrives whole, its line breaks as blanks. */
export const useTextInput = (to: TextInput, active: boolean): void => {
  usePaste(text => to.onType(text.replace(/\s+/g, ' ')), { isActive: active });
  useInput(
    (input, key) => {
      for (const name of keyNames(input, key)) {
        if (name === 'enter') to.onSubmit();
        else if (name === 'escape') to.onCancel();
        else if (name === 'backspace' || name === 'delete') to.onErase();
        else if (name === 'space') to.onType(' ');
        else if ([...name].length === 1) to.onType(name);
      }
    },
    { isActive: active },
  );
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

/** The names of the keys in one chunk of input. */
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
