/** Code writes several words as one: `multiCurrency`, `HTMLParser`. Such a name is told by its humps. */
const hump = /[A-Za-z0-9][A-Z](?:(?<=[a-z0-9].)|(?=[a-z]{2}))/g;
const joint = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** A longer run of letters with humps is no name but encoded bytes. */
const longestName = 60;

/** The words inside the names of a text, each once, parted by blanks: `multi Currency HTML Parser`. */
export const innerWords = (text: string): string => {
  const words = new Set<string>();
  hump.lastIndex = 0;
  for (let found = hump.exec(text); found; found = hump.exec(text)) {
    const start = edgeOf(text, found.index, -1) + 1;
    const end = edgeOf(text, found.index, 1);
    if (end - start <= longestName)
      for (const word of text.slice(start, end).split(joint)) if (word.length > 1) words.add(word);
    hump.lastIndex = end;
  }
  return [...words].join(' ');
};

/** Does one word inside a name end, and the next one begin, at `at`? */
export const isJoint = (text: string, at: number): boolean => {
  const [before, here] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return isUpper(here) && isAlphanumeric(before) && (!isUpper(before) || isLower(text.charCodeAt(at + 1)));
};

/** Where the letters and digits around `at` end, in one direction. */
const edgeOf = (text: string, at: number, step: 1 | -1): number => {
  let edge = at;
  while (isAlphanumeric(text.charCodeAt(edge))) edge += step;
  return edge;
};

const isUpper = (unit: number): boolean => unit >= 65 && unit <= 90;
const isLower = (unit: number): boolean => unit >= 97 && unit <= 122;

/** A letter or digit of ASCII, as code is named. */
const isAlphanumeric = (unit: number): boolean =>
  isLower(unit) || isUpper(unit) || (unit >= 48 && unit <= 57);
