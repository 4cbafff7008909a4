import { stripVTControlCharacters } from 'node:util';
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import { style } from '../../theme.ts';

/** Where a match is drawn: the line, and the columns of it from `start` to `end`. */
export type MatchPlace = { readonly line: number; readonly start: number; readonly end: number };

/** Lines begin with two blanks, or with the rail of a subagent. */
const margin = /^ {2}(?:┆ )?/;

/**
 * Where the `nth` match is drawn on the lines of its block: one place for each line that it runs over; none when it is
 * folded or hidden. A match may be wrapped: the blanks at a break are not drawn, and bars may stand before the next line.
 */
export const placesOf = (lines: readonly string[], query: string, nth: number): MatchPlace[] => {
  const plain = lines.map(line => stripVTControlCharacters(line));
  const margins = plain.map(line => margin.exec(line)?.[0].length ?? 0);
  const bodies = plain.map((line, index) => line.slice(margins[index]));
  const match = [...bodies.join('\n').matchAll(acrossLines(query))][nth];
  if (!match) return [];
  let offset = 0;
  return bodies.flatMap((body, line) => {
    const from = Math.max(0, match.index - offset);
    const to = Math.min(body.length, match.index + match[0].length - offset);
    offset += body.length + 1;
    if (from >= to) return [];
    const isFurther = match.index < offset - body.length - 1;
    const start = isFurther ? (prefix.exec(body)?.[0].length ?? 0) : from;
    const left = (margins[line] ?? 0) + stringWidth(body.slice(0, start));
    return [{ line, start: left, end: left + stringWidth(body.slice(start, to)) }];
  });
};

/** What may stand before the further lines of a paragraph or a code: room under a bullet, bars of quotes and code. */
const prefix = /^[ │▏┊]*/;
const lineBreak = '(?:\\n[ │▏┊]*)';

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');

const acrossLines = (query: string): RegExp =>
  new RegExp(
    [...query].map(one => (one === ' ' ? `(?: |${lineBreak})` : literal(one))).join(`${lineBreak}?`),
    'gi',
  );

/** The line with its match standing out from the other matches, by a sign too where colour is off. */
export const markMatch = (line: string, { start, end }: MatchPlace): string => {
  const here = stripVTControlCharacters(sliceAnsi(line, start, end));
  const marked = `${sliceAnsi(line, 0, start)}${style('selected', here)}${sliceAnsi(line, end)}`;
  return marked.startsWith('  ') ? `❯ ${marked.slice(2)}` : marked;
};
