import { stripVTControlCharacters } from 'node:util';
import sliceAnsi from 'slice-ansi';
import type { Mark } from '../../paint-ranges.ts';
import { widthOf } from '../../text/cells.ts';
import { firstEndingAfter } from '../../text/paint-spans.ts';
import { isExact } from '../../text/span.ts';
import type { DrawnLine } from '../../text/wrap-spans.ts';
import { style } from '../../theme.ts';
import type { Part } from './find-matches.ts';

/** What of a match is drawn on a line: the columns from `left` to `right`. */
export type DrawnMatch = {
  readonly part: Part;
  /** Where the match begins in its text. */
  readonly start: number;
  readonly left: number;
  readonly right: number;
};

/** The matches on a drawn line, by its own columns; `marks` are in order the matches of the text that its spans stand in. */
export const matchesOn = (line: DrawnLine, marks: readonly Mark[], part: Part): DrawnMatch[] => {
  const found = new Map<number, DrawnMatch>();
  let column = 0;
  for (const span of line) {
    const { text, from, to } = span;
    for (let at = firstEndingAfter(marks, from); at < marks.length; at += 1) {
      const { start, end } = marks[at] ?? { start: to, end: to };
      if (start >= to) break;
      const columnAt = (place: number) =>
        column + (isExact(span) ? widthOf(text.slice(0, Math.max(0, place - from))) : 0);
      const left = found.get(start)?.left ?? columnAt(start);
      const right = isExact(span) ? columnAt(end) : column + widthOf(text);
      found.set(start, { part, start, left, right });
    }
    column += widthOf(text);
  }
  return [...found.values()];
};

/** Stands before the lines of the block under the playhead. */
const hereBar = '▎';

/** The line with its match standing out from the other matches, by a sign too where colour is off. */
export const markMatch = (line: string, { left, right }: Pick<DrawnMatch, 'left' | 'right'>): string => {
  const here = stripVTControlCharacters(sliceAnsi(line, left, right));
  const marked = `${sliceAnsi(line, 0, left)}${style('selected', here)}${sliceAnsi(line, right)}`;
  const edge = stripVTControlCharacters(sliceAnsi(marked, 0, 2));
  return edge === '  ' || edge === `${hereBar} ` ? `❯ ${sliceAnsi(marked, 2)}` : marked;
};

/** The header where it is the match itself: its bar gives way to the sign. */
export const markHeader = (line: string): string => `${style('selected', '❯')}${sliceAnsi(line, 1)}`;

/** The header of the turn under the playhead, its number as a badge. */
export const markTurn = (line: string, turn: number): string => {
  const end = 3 + String(turn).length;
  const number = stripVTControlCharacters(sliceAnsi(line, 1, end));
  return `${sliceAnsi(line, 0, 1)}${style('selected', number)}${sliceAnsi(line, end)}`;
};

/** A line of the block under the playhead; a blank one between two blocks stays blank. */
export const markBlock = (line: string): string =>
  line.startsWith('  ') ? `${style('accent', hereBar)}${line.slice(1)}` : line;
