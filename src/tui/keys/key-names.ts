const named = new Set(
  'space up down left right enter escape tab shift+tab pageup pagedown home end backspace delete'.split(' '),
);
/** What a terminal sends for these is another key. */
const taken: Readonly<Record<string, string>> = {
  'ctrl+i': 'tab',
  'ctrl+m': 'enter',
  'ctrl+j': 'enter',
  'ctrl+h': 'backspace',
};
const fixed: Readonly<Record<string, string>> = {
  'ctrl+c': 'always leaves pushback',
  'ctrl+z': 'always goes back to the shell',
};

/** Why a person cannot bind this key; null when they can. */
export const keyFault = (key: string): string | null => {
  if (fixed[key]) return `${key} ${fixed[key]}`;
  if (taken[key]) return `a terminal cannot tell ${key} from ${taken[key]}`;
  if (named.has(key) || /^ctrl\+[a-z]$/.test(key) || (typesText(key) && key !== ' ')) return null;
  return `there is no key “${key}”`;
};

/** Does the key put a character into a line of text? */
export const typesText = (key: string): boolean => [...key].length === 1 || key === 'space';
