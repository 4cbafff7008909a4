import { eachCell, widthOf } from './cells.ts';
import { added, type Span, sliceSpan } from './span.ts';

/** A line of the source before it meets the width of a screen. */
export type Flow = {
  readonly spans: readonly Span[];
  /** Stands before its first drawn line, and before the ones that follow: bullets, quote bars, gutters. */
  readonly first?: readonly Span[];
  readonly rest?: readonly Span[];
  /** Broken between words (prose), or wherever the width ends (code, where blanks count). */
  readonly breaks: 'words' | 'anywhere';
};
export type DrawnLine = readonly Span[];

const tabStop = 4;
/** A wide character needs two columns. */
const leastWidth = 2;

/** Lays out one line of the source as at most `most` lines of at most `width` columns. */
export const wrapFlow = (flow: Flow, width: number, most = Number.POSITIVE_INFINITY): DrawnLine[] => {
  const { first = [], rest = first } = flow;
  const room = Math.max(leastWidth, width - Math.max(columnsOf(first), columnsOf(rest)));
  const spans = spreadTabs(flow.spans);
  const text = spans.map(span => span.text).join('');
  return toPieces(text, room, flow.breaks, most).map((piece, index) => [
    ...(index === 0 ? first : rest),
    ...cut(spans, piece),
  ]);
};

/** Columns that spans take beside each other. */
export const columnsOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { text }) => sum + widthOf(text), 0);

type Piece = { readonly start: number; readonly end: number };

/** Where a line of text is broken. Blanks at a break between words belong to no piece. */
const toPieces = (text: string, room: number, breaks: Flow['breaks'], most: number): Piece[] => {
  if (text.length <= room && !/[^\x20-\x7e]/.test(text)) return [{ start: 0, end: text.length }];
  const pieces: Piece[] = [];
  const byWords = breaks === 'words';
  const keep = (start: number, end: number) =>
    pieces.push({ start, end: byWords ? trimmedEnd(text, start, end) : end });
  let start = 0;
  let columns = 0;
  /** The last place where the line may be broken, and the columns before it. */
  let gap = { at: 0, columns: 0 };
  eachCell(text, (from, to, width) => {
    if (pieces.length >= most) return;
    const isBlank = byWords && text[from] === ' ';
    while (!isBlank && columns + width > room && from > start) {
      // A break behind nothing but blanks would leave an empty line.
      const isSoft = gap.at > start && trimmedEnd(text, start, gap.at) > start;
      const at = isSoft ? gap.at : from;
      keep(start, at);
      columns = isSoft ? columns - gap.columns : 0;
      start = at;
    }
    columns += width;
    if (byWords && (isBlank || width > 1)) gap = { at: to, columns };
  });
  if (pieces.length < most) keep(start, text.length);
  return pieces;
};

const trimmedEnd = (text: string, start: number, end: number): number => {
  let at = end;
  while (at > start && text[at - 1] === ' ') at -= 1;
  return at;
};

const cut = (spans: readonly Span[], { start, end }: Piece): Span[] => {
  const parts: Span[] = [];
  let at = 0;
  for (const span of spans) {
    const length = span.text.length;
    if (at + length > start && at < end)
      parts.push(sliceSpan(span, Math.max(0, start - at), Math.min(length, end - at)));
    at += length;
  }
  return parts;
};

/** A tab leads to the next column that four divides. */
const spreadTabs = (spans: readonly Span[]): readonly Span[] => {
  if (!spans.some(({ text }) => text === '\t')) return spans;
  let column = 0;
  return spans.map(span => {
    const drawn = span.text === '\t' ? { ...span, text: ' '.repeat(tabStop - (column % tabStop)) } : span;
    column += widthOf(drawn.text);
    return drawn;
  });
};

/** An empty line. */
export const blank: Flow = { spans: [], breaks: 'words' };

/** A line of the drawing's own words. */
export const note = (text: string, ...looks: Span['looks']): Flow => ({
  spans: [added(text, ...looks)],
  breaks: 'words',
});
