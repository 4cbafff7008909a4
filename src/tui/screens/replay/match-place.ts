import { stripVTControlCharacters } from 'node:util';
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import { style } from '../../theme.ts';
import { findRanges } from './ranges.ts';

/** Where a match is drawn: the line, and the columns of it from `start` to `end`. */
export type MatchPlace = { readonly line: number; readonly start: number; readonly end: number };

/** Lines begin with two blanks, or with the rail of a subagent. */
const margin = /^ {2}(?:┆ )?/;

/**
 * Where the `nth` match is drawn on the lines of its block: one place for each line that it runs over; none when it is
 * folded or hidden. A match may be wrapped, so the lines are looked at as one text.
 */
export const placesOf = (lines: readonly string[], query: string, nth: number): MatchPlace[] => {
  const plain = lines.map(line => stripVTControlCharacters(line));
  const margins = plain.map(line => margin.exec(line)?.[0].length ?? 0);
  const bodies = plain.map((line, index) => line.slice(margins[index]));
  const match = findRanges(bodies.join(''), query)[nth];
  if (!match) return [];
  let offset = 0;
  return bodies.flatMap((body, line) => {
    const from = Math.max(0, match.start - offset);
    const to = Math.min(body.length, match.end - offset);
    offset += body.length;
    if (from >= to) return [];
    const left = (margins[line] ?? 0) + stringWidth(body.slice(0, from));
    return [{ line, start: left, end: left + stringWidth(body.slice(from, to)) }];
  });
};

/** The line with its match standing out from the other matches, by a sign too where colour is off. */
export const markMatch = (line: string, { start, end }: MatchPlace): string => {
  const here = stripVTControlCharacters(sliceAnsi(line, start, end));
  const marked = `${sliceAnsi(line, 0, start)}${style('selected', here)}${sliceAnsi(line, end)}`;
  return marked.startsWith('  ') ? `❯ ${marked.slice(2)}` : marked;
};
