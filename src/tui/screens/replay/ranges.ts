import type { Finder, Range } from '../../../domain/match-words.ts';
import { type Mark, paintRanges } from '../../paint-ranges.ts';

/** What of the ranges falls into a block of `length` that starts at `offset` of the turn's text, seen from the block. */
export const clip = (ranges: readonly Range[], offset: number, length: number): Range[] =>
  ranges.flatMap(({ start, end }) =>
    end <= offset || start >= offset + length
      ? []
      : [{ start: Math.max(0, start - offset), end: Math.min(length, end - offset) }],
  );

/** Where a text says what is looked for, as marks. */
export const findMarks = (text: string, find: Finder): Mark[] =>
  find(text).map(range => ({ ...range, as: 'match' }));

/** Text made safe for the terminal, what is looked for marked in it. */
export const paintWords = (text: string, find: Finder): string => paintRanges(text, findMarks(text, find));
