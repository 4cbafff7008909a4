import stringWidth from 'string-width';
import { createSegmenter } from '../graphemes.ts';

/** Called for each character as a person sees it: where it stands (UTF-16) and how many columns it takes. */
export type CellVisitor = (start: number, end: number, width: number) => void;

const segmenter = createSegmenter();
const known = new Map<string, number>();
const mostKnown = 4000;

/**
 * Walks the characters of one line of safe text. Nearly all text is ASCII or plain CJK, whose width is known from the
 * code unit; only the rest goes through the segmenter, which is fifty times slower.
 */
export const eachCell = (text: string, visit: CellVisitor): void => {
  let at = 0;
  while (at < text.length) {
    const width = plainWidth(text, at);
    if (width > 0) {
      visit(at, at + 1, width);
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < text.length && plainWidth(text, end) === 0) end += 1;
    for (const { segment, index } of segmenter.segment(text.slice(at, end))) {
      visit(at + index, at + index + segment.length, clusterWidth(segment));
    }
    at = end;
  }
};

/** Columns of one line of safe text. */
export const widthOf = (text: string): number => {
  let width = 0;
  eachCell(text, (_start, _end, columns) => {
    width += columns;
  });
  return width;
};

/** How much of a text (UTF-16) fits into so many columns, never a part of a character. */
export const unitsWithin = (text: string, columns: number): number => {
  // No character takes more units than this, so that a long text costs what is shown of it.
  const near = text.slice(0, columns * 12);
  let width = 0;
  let units = 0;
  eachCell(near, (_start, end, own) => {
    width += own;
    if (width <= columns) units = end;
  });
  return units;
};

/** Columns of the code unit at `at` where it is a character by itself whatever stands around it; 0 where one must look closer. */
const plainWidth = (text: string, at: number): 0 | 1 | 2 => {
  const width = unitWidth(text.charCodeAt(at));
  // What follows may join it: a combining mark, a variation selector.
  return width > 0 && (at + 1 === text.length || unitWidth(text.charCodeAt(at + 1)) > 0) ? width : 0;
};

/** Printable ASCII; kana without their combining marks, CJK ideographs, Hangul syllables. */
const unitWidth = (unit: number): 0 | 1 | 2 => {
  if (unit >= 0x20 && unit <= 0x7e) return 1;
  if (unit >= 0x4e00 && unit <= 0x9fff) return 2;
  if ((unit >= 0x3041 && unit <= 0x3096) || (unit >= 0x30a1 && unit <= 0x30fa)) return 2;
  return 0;
};

const clusterWidth = (cluster: string): number => {
  const before = known.get(cluster);
  if (before !== undefined) return before;
  const width = stringWidth(cluster);
  if (known.size >= mostKnown) known.clear();
  if (cluster.length < 40) known.set(cluster, width);
  return width;
};
