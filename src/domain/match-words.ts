import { foldUnits, foldWords, lowerAscii } from './fold-words.ts';
import { innerWords, isJoint } from './inner-words.ts';
import type { Query, Term } from './query.ts';
import { isInexact } from './query-terms.ts';

/** A piece of a text, in UTF-16 units. */
export type Range = { readonly start: number; readonly end: number };

/**
 * How words stand in what is looked through. `words`: whole or, for a prefix, begun; in a name that is written as one,
 * its words too. `anywhere`: inside other words too, as is usual for paths and commands.
 */
export type Reading = 'words' | 'anywhere';

/** What words are made of, for the word index too: all else parts them. */
const letter = String.raw`\p{L}\p{N}\p{Co}`;

/** Do texts together hold the words of a query, and none of those that it does not want? */
export const createMatcher = (
  { wanted, not }: Pick<Query, 'wanted' | 'not'>,
  reading: Reading = 'words',
): ((texts: readonly (string | Parted)[]) => boolean) => {
  const groups = wanted.map(terms => terms.map(term => toTest(term, reading)));
  const unwanted = not.map(term => toTest(term, reading));
  return texts => {
    const read = texts.map(toText);
    const isHeld = (test: Test) => read.some(test);
    return groups.every(tests => tests.some(isHeld)) && !unwanted.some(isHeld);
  };
};

/** A text whose inner words are known. */
type Parted = { readonly text: string; readonly inner: string };

/** A text in the forms that tests look at, each made when one first does. */
type Text = { readonly lower: () => string; readonly folded: () => string; readonly inner: () => string };
type Test = (text: Text) => boolean;

const toText = (from: string | Parted): Text => {
  const { text, inner } = typeof from === 'string' ? { text: from, inner: null } : from;
  return {
    lower: once(() => lowerAscii(text)),
    folded: once(() => foldWords(text)),
    inner: once(() => foldWords(inner ?? innerWords(text))),
  };
};

const once = <Value>(make: () => Value): (() => Value) => {
  let made: Value | undefined;
  return () => (made ??= make());
};

const toTest = (term: Term, reading: Reading): Test => {
  const text = lowerAscii(term.text);
  if (reading === 'anywhere' || isInexact(term)) return ({ lower }) => lower().includes(text);
  const end = term.prefix ? '' : `(?![${letter}])`;
  const pattern = new RegExp(`(?<![${letter}])${wordsPattern(term)}${end}`, 'u');
  // A phrase stands in the text itself.
  return ({ folded, inner }) => pattern.test(folded()) || (!term.phrase && pattern.test(inner()));
};

/** The word index knows no signs: words of a phrase also stand where a comma or a line end parts them. */
const wordsPattern = ({ text }: Term): string =>
  foldWords(text)
    .split(new RegExp(`[^${letter}]+`, 'u'))
    .filter(Boolean)
    .join(`[^${letter}]+`);

/** Says where any of the words stands in a text, in order; what overlaps is one. Each is found so often at most. */
export type Finder = (text: string, most?: number) => readonly Range[];

const mostFound = 1000;

/** Finds the words of a query as `createMatcher` reads them. */
export const createFinder = (terms: readonly Term[], reading: Reading = 'words'): Finder => {
  const finders = terms.filter(({ text }) => text !== '').map(term => toFinder(term, reading));
  return (text, most = mostFound) => {
    const read = { text, lower: () => lowerAscii(text), folded: once(() => foldUnits(text)) };
    return joined(finders.flatMap(find => find(read, most)));
  };
};

type Found = (
  read: { readonly text: string; readonly lower: () => string; readonly folded: () => string },
  most: number,
) => Range[];

const toFinder = (term: Term, reading: Reading): Found => {
  if (reading === 'anywhere' || isInexact(term)) {
    const needle = lowerAscii(term.text);
    return ({ lower }, most) => placesOf(lower(), needle, most);
  }
  const pattern = new RegExp(wordsPattern(term), 'gu');
  const begins = toEdge(term);
  const ends: Edge = term.prefix ? () => true : begins;
  return ({ text, folded }, most) => {
    const ranges: Range[] = [];
    pattern.lastIndex = 0;
    for (let found = pattern.exec(folded()); found && ranges.length < most; found = pattern.exec(folded())) {
      const range = { start: found.index, end: found.index + found[0].length };
      if (begins(text, range.start) && ends(text, range.end)) ranges.push(range);
      else pattern.lastIndex = range.start + 1;
    }
    return ranges;
  };
};

type Edge = (text: string, at: number) => boolean;

/** Where a word begins or ends: beside what is no letter, or inside a name. */
const toEdge =
  ({ phrase }: Term): Edge =>
  (text, at) =>
    !(isLetter(text, at) && isLetter(text, at - 1)) || (!phrase && isJoint(text, at));

const wordLetter = new RegExp(`[${letter}]`, 'u');
/** Is the unit at `at` a letter, or half of one? */
const isLetter = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  if (unit < 128)
    return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
  const start = unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
  return start >= 0 && wordLetter.test(String.fromCodePoint(text.codePointAt(start) ?? 0));
};

const placesOf = (hay: string, needle: string, most: number): Range[] => {
  const ranges: Range[] = [];
  for (
    let at = hay.indexOf(needle);
    at !== -1 && ranges.length < most;
    at = hay.indexOf(needle, at + needle.length)
  )
    ranges.push({ start: at, end: at + needle.length });
  return ranges;
};

const joined = (ranges: readonly Range[]): Range[] => {
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
};
