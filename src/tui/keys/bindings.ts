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

/** The action that a key stands for. */
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
