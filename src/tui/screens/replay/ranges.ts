import type { Pushback } from '../../../domain/pushback.ts';
import { paintRanges } from '../../paint-ranges.ts';

export type Range = { readonly start: number; readonly end: number };

/** The deciding words that fall into a block which starts at `offset` of the turn's text. */
export const wordRanges = (pushback: Pushback | null, offset: number, length: number): Range[] =>
  (pushback?.signals ?? []).flatMap(({ start, end }) =>
    start === null || end === null || end <= offset || start >= offset + length
      ? []
      : [{ start: Math.max(0, start - offset), end: Math.min(length, end - offset) }],
  );

/** Text made safe for the terminal, with deciding words and find matches standing out. */
export const styleRanges = (text: string, signals: readonly Range[], find: string): string =>
  paintRanges(text, [
    ...signals.map(range => ({ ...range, as: 'pushback' as const })),
    ...findRanges(text, find).map(range => ({ ...range, as: 'match' as const })),
  ]);

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
