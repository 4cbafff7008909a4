import { type Mark, paintRanges } from '../../paint-ranges.ts';

export type Range = { readonly start: number; readonly end: number };

/** What of the ranges falls into a block of `length` that starts at `offset` of the turn's text, seen from the block. */
export const clip = (ranges: readonly Range[], offset: number, length: number): Range[] =>
  ranges.flatMap(({ start, end }) =>
    end <= offset || start >= offset + length
      ? []
      : [{ start: Math.max(0, start - offset), end: Math.min(length, end - offset) }],
  );

/** Where any of the words stands in `text`, as marks. */
export const findMarks = (text: string, words: readonly string[]): Mark[] =>
  findRanges(text, words).map(range => ({ ...range, as: 'match' }));

/** Text made safe for the terminal, any of the words in it marked. */
export const paintWords = (text: string, words: readonly string[]): string =>
  paintRanges(text, findMarks(text, words));

/** Each word is found at most so often in one text. */
const mostFound = 1000;

/** Where any of the words stands in `text`, letter case ignored, in order; what overlaps is one. */
export const findRanges = (text: string, words: readonly string[]): Range[] => {
  if (words.length === 0) return [];
  const hay = text.toLowerCase();
  return hay.length === text.length ? joined(words.flatMap(word => placesOf(hay, word.toLowerCase()))) : [];
};

const placesOf = (hay: string, needle: string): Range[] => {
  const ranges: Range[] = [];
  if (needle === '') return ranges;
  for (
    let at = hay.indexOf(needle);
    at !== -1 && ranges.length < mostFound;
    at = hay.indexOf(needle, at + needle.length)
  ) {
    ranges.push({ start: at, end: at + needle.length });
  }
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
