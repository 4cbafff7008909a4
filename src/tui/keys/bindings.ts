import type { Pointer } from '../mouse/pointer.ts';

/**
 * What a key does, as data: footer, help, palette and README read it, so none of them can be out of date.
 * `keys` are single characters or names: `space up down left right enter escape tab shift+tab pageup pagedown home end
 * backspace delete ctrl+d`.
 */
export type Binding<Action> = {
  readonly keys: readonly string[];
  readonly help: string;
  readonly action: Action;
  readonly inFooter?: boolean;
};

/** What a screen does, by the name that config and palette call it: names are stable. */
export type Bindings<Action> = Readonly<Record<string, Binding<Action>>>;

/** What a person asks of a screen: by a key, by the name of an action, the n-th of what it lists, or by the mouse. */
export type Press =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'command'; readonly name: string }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'pointer'; readonly pointer: Pointer };

/** What a press means now. */
export type Mode<Action> = {
  readonly bindings: Bindings<Action>;
  /** A line of text is being typed: it takes what belongs to it first. */
  readonly typing?: (key: string) => Action | undefined;
  readonly numbered?: (number: number) => Action;
  readonly pointed?: (pointer: Pointer) => Action | undefined;
};

/**
 * A reducer that understands presses. What one means is looked up in the mode that the presses before it left, not in
 * the frame that is drawn.
 */
export const withPresses =
  <State, Action extends { readonly type: string }>(
    reduce: (state: State, action: Action) => State,
    modeOf: (state: State) => Mode<Action>,
  ) =>
  (state: State, action: Action | Press): State => {
    if (!isPress(action)) return reduce(state, action);
    const meant = meaningOf(modeOf(state), action);
    return meant ? reduce(state, meant) : state;
  };

const meaningOf = <Action>(
  { bindings, typing, numbered, pointed }: Mode<Action>,
  press: Press,
): Action | undefined => {
  switch (press.type) {
    case 'key':
      return typing?.(press.key) ?? actionOf(bindings, press.key);
    case 'command':
      return bindings[press.name]?.action;
    case 'number':
      return numbered?.(press.number);
    case 'pointer':
      return pointed?.(press.pointer);
  }
};

const presses: ReadonlySet<string> = new Set<Press['type']>(['key', 'command', 'number', 'pointer']);
const isPress = (action: { readonly type: string }): action is Press => presses.has(action.type);

export const actionOf = <Action>(bindings: Bindings<Action>, key: string): Action | undefined =>
  Object.values(bindings).find(({ keys }) => keys.includes(key))?.action;

const signs: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '⏎',
  escape: 'esc',
};

/** A key as people read it: `ctrl+d` as `^d`, `up` as an arrow. */
export const keyLabel = (key: string): string => signs[key] ?? key.replace(/^ctrl\+/, '^');
