import type { Mark } from '../../paint-ranges.ts';

export type Range = { readonly start: number; readonly end: number };

/** What of the ranges falls into a block of `length` that starts at `offset` of the turn's text, seen from the block. */
export const clip = (ranges: readonly Range[], offset: number, length: number): Range[] =>
  ranges.flatMap(({ start, end }) =>
    end <= offset || start >= offset + length
      ? []
      : [{ start: Math.max(0, start - offset), end: Math.min(length, end - offset) }],
  );

/** Where `find` stands in `text`, as marks. */
export const findMarks = (text: string, find: string): Mark[] =>
  findRanges(text, find).map(range => ({ ...range, as: 'match' }));

/** Where `find` stands in `text`, letter case ignored, at most a thousand times. */
export const findRanges = (text: string, find: string): Range[] => {
  if (!find) return [];
  const ranges: Range[] = [];
  const [hay, needle] = [text.toLowerCase(), find.toLowerCase()];
  if (hay.length !== text.length) return [];
  for (
    let at = hay.indexOf(needle);
    at !== -1 && ranges.length < 1000;
    at = hay.indexOf(needle, at + needle.length)
  ) {
    ranges.push({ start: at, end: at + needle.length });
  }
  return ranges;
};
