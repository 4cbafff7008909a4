import { sanitise } from '../domain/sanitise.ts';
import { type StyleName, style } from './theme.ts';

/** UTF-16 offsets into a text, and how it is drawn there. */
export type Mark = { readonly start: number; readonly end: number; readonly as: StyleName };

/** Text made safe for the terminal with its marks drawn; where two overlap the one that stands first in the list is drawn. */
export const paintRanges = (text: string, marks: readonly Mark[]): string => {
  if (marks.length === 0) return sanitise(text);
  const edges = new Set([0, text.length]);
  for (const { start, end } of marks) edges.add(Math.min(start, text.length)).add(Math.min(end, text.length));
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts
    .map((from, index) => {
      const to = cuts[index + 1] ?? from;
      const piece = sanitise(text.slice(from, to));
      const mark = marks.find(({ start, end }) => start <= from && end >= to);
      return mark && piece ? style(mark.as, piece) : piece;
    })
    .join('');
};
