import type { Mark } from '../paint-ranges.ts';
import { style } from '../theme.ts';
import { hyperlink } from './hyperlink.ts';
import { isExact, type Span, sliceSpan } from './span.ts';
import type { DrawnLine } from './wrap-spans.ts';

/** A drawn line as a ready ANSI string, its marks (`flattenMarks`) drawn at the words that they are on. */
export const paintLine = (line: DrawnLine, marks: readonly Mark[] = []): string =>
  line.map(span => paintSpan(span, marks)).join('');

/** Marks in order and without overlap: where two meet, the one that stands first in the list is kept. */
export const flattenMarks = (marks: readonly Mark[]): readonly Mark[] => {
  if (marks.length < 2) return marks;
  const edges = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const rank = new Map(marks.map((mark, index) => [mark, index]));
  const byStart = [...marks].sort((a, b) => a.start - b.start);
  let next = 0;
  let open: Mark[] = [];
  return edges.flatMap((start, index) => {
    const end = edges[index + 1] ?? start;
    open = open.filter(mark => mark.end > start);
    for (let mark = byStart[next]; mark && mark.start <= start; mark = byStart[next]) {
      if (mark.end > start) open.push(mark);
      next += 1;
    }
    const best = open.reduce<Mark | undefined>(
      (first, mark) => (first && (rank.get(first) ?? 0) < (rank.get(mark) ?? 0) ? first : mark),
      undefined,
    );
    return best && end > start ? [{ start, end, as: best.as }] : [];
  });
};

const paintSpan = (span: Span, marks: readonly Mark[]): string => {
  const { from, to } = span;
  const touching = marks.slice(firstEndingAfter(marks, from)).values();
  let painted = '';
  let at = from;
  for (const { start, end, as } of touching) {
    if (start >= to) break;
    if (!isExact(span)) return inked(span, as);
    const [left, right] = [Math.max(start, from), Math.min(end, to)];
    painted += inked(sliceSpan(span, at - from, left - from));
    painted += inked(sliceSpan(span, left - from, right - from), as);
    at = right;
  }
  return at === from ? inked(span) : painted + inked(sliceSpan(span, at - from, to - from));
};

/** The first of ordered marks that ends behind `from`. */
export const firstEndingAfter = (marks: readonly Mark[], from: number): number => {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.end ?? 0) > from) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** A mark takes the place of every other look: its colours are chosen to be read by themselves. */
const inked = ({ text, looks, link }: Span, mark?: Mark['as']): string => {
  if (text === '') return '';
  const ink = mark ? style(mark, text) : looks.reduceRight((inner, look) => style(look, inner), text);
  return link ? hyperlink(ink, link) : ink;
};
