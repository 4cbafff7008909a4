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
  /** What it and its neighbours do alike: one line for all of them where keys are listed for reading. */
  readonly alike?: string;
};

/** What a screen does, by the name that config and palette call it: names are stable. */
export type Bindings<Action> = Readonly<Record<string, Binding<Action>>>;

/** What a person asks of a screen: by a key, by the name of an action, or the n-th of what it lists. */
export type Press =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'command'; readonly name: string }
  | { readonly type: 'number'; readonly number: number };

/** What a press means now. */
export type Mode<Action> = {
  readonly bindings: Bindings<Action>;
  /** Keys that mean something by themselves, before any binding: the text of a line that is being typed. */
  readonly typing?: (key: string) => Action | undefined;
  /** What a bare number goes to, by the word for it: `turn`. */
  readonly numbered?: { readonly what: string; readonly toAction: (number: number) => Action };
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
  { bindings, typing, numbered }: Mode<Action>,
  press: Press,
): Action | undefined => {
  switch (press.type) {
    case 'key':
      return typing?.(press.key) ?? actionOf(bindings, press.key);
    case 'command':
      return bindings[press.name]?.action;
    case 'number':
      return numbered?.toAction(press.number);
  }
};

const presses: ReadonlySet<string> = new Set<Press['type']>(['key', 'command', 'number']);
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

/** What is listed for reading: the keys of a binding, or of several neighbours that do alike, and what they do. */
export const toKeyLines = (
  bindings: Bindings<unknown>,
): { readonly keys: readonly string[]; readonly help: string }[] => {
  const all = Object.values(bindings);
  return all.flatMap(({ keys, help, alike }, index) => {
    if (alike === undefined) return [{ keys: keys.map(keyLabel), help }];
    if (all[index - 1]?.alike === alike) return [];
    const joined = all.slice(index).flatMap(one => (one.alike === alike ? one.keys.map(keyLabel) : []));
    return [{ keys: joined.length > 1 ? [`${joined[0]}–${joined.at(-1)}`] : joined, help: alike }];
  });
};

/** A key as people read it: `ctrl+d` as `^d`, `up` as an arrow. */
export const keyLabel = (key: string): string => signs[key] ?? key.replace(/^ctrl\+/, '^');
