import type { KeySettings } from '../../app/config.ts';
import { keyFault, typesText } from './key-names.ts';
import { buildKeymap, type Keymap, usualKeys } from './keymap.ts';

type ScreenName = keyof typeof usualKeys;
/** One wish of a person's config, checked by itself. */
type Wish = { readonly screen: ScreenName; readonly name: string; readonly keys: readonly string[] };

/**
 * The keymap as a person's config wants it, and a sentence for each wish that cannot be: an unknown screen, action or
 * key, or a key that already does something else on that screen. Such an action keeps its usual keys.
 */
export const resolveKeymap = (
  wanted: KeySettings,
): { readonly keymap: Keymap; readonly problems: readonly string[] } => {
  const { wishes, problems } = checkEach(wanted);
  let granted = wishes;
  for (let clash = findClash(granted); clash; clash = findClash(granted)) {
    problems.push(clash.problem);
    granted = granted.filter(wish => wish !== clash.wish);
  }
  return { keymap: buildKeymap(toSettings(granted)), problems };
};

const checkEach = (wanted: KeySettings): { wishes: readonly Wish[]; problems: string[] } => {
  const wishes: Wish[] = [];
  const problems: string[] = [];
  for (const [screen, actions] of Object.entries(wanted)) {
    for (const [name, keys] of Object.entries(actions)) {
      const fault = faultOf(screen, name, keys);
      if (fault !== null) problems.push(`keys.${screen}.${name}: ${fault}; the usual keys stay`);
      else if (isScreen(screen)) wishes.push({ screen, name, keys });
    }
  }
  return { wishes, problems };
};

const isScreen = (name: string): name is ScreenName => Object.hasOwn(usualKeys, name);

const faultOf = (screen: string, name: string, keys: readonly string[]): string | null => {
  if (!isScreen(screen)) return `there is no screen “${screen}” (${Object.keys(usualKeys).join(', ')})`;
  if (!Object.hasOwn(usualKeys[screen], name)) return 'there is no such action (docs/keys.md lists them)';
  const text = screen === 'search' ? keys.find(typesText) : undefined;
  if (text !== undefined) return `“${text}” is text in search`;
  return keys.map(keyFault).find(fault => fault !== null) ?? null;
};

const toSettings = (wishes: readonly Wish[]): KeySettings => {
  const settings: Record<string, Record<string, readonly string[]>> = {};
  for (const { screen, name, keys } of wishes) settings[screen] = { ...settings[screen], [name]: keys };
  return settings;
};

/** The first wish whose key already does something else where it would hold; of two wishes the later one. */
const findClash = (wishes: readonly Wish[]): { wish: Wish; problem: string } | undefined => {
  const keymap = buildKeymap(toSettings(wishes));
  for (const [screen, bindings] of Object.entries(keymap)) {
    const owners = new Map<string, string>();
    for (const [name, { keys }] of Object.entries(bindings)) {
      for (const key of keys) {
        const other = owners.get(key);
        owners.set(key, name);
        if (other === undefined || other === name) continue;
        const wish = wishes.findLast(
          one => [name, other].includes(one.name) && (one.screen === screen || one.screen === 'everywhere'),
        );
        if (wish) return { wish, problem: clashWords(wish, key, wish.name === name ? other : name, screen) };
      }
    }
  }
  return undefined;
};

const clashWords = ({ screen, name }: Wish, key: string, other: string, where: string): string =>
  `keys.${screen}.${name}: “${key}” already does ${other} in ${where}; the usual keys stay (give ${other} another key too)`;
