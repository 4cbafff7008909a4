import type { MomentGroup } from '../../../domain/moment.ts';
import { visibleRange } from '../../parts/visible-range.ts';

/** A line of the list: a heading, or the moment at a place of the list, from 0. */
export type ListLine =
  | { readonly kind: 'heading'; readonly group: MomentGroup }
  | { readonly kind: 'moment'; readonly at: number };

/** Two lines above, one below. */
const frameRows = 3;
export const headRows = 2;

/** Rows of the list, and of what is told of the chosen moment below it. */
export const splitHeight = (rows: number): { readonly list: number; readonly pane: number } => {
  const body = Math.max(2, rows - frameRows);
  const pane = Math.floor(body / 2);
  return { list: body - pane, pane };
};

type Listed = { readonly groups: readonly MomentGroup[]; readonly total: number };

/** The lines that show with the moment at `cursor` in view. Costs as much as there are groups, not moments. */
export const visibleLines = ({ groups, total }: Listed, cursor: number, height: number): ListLine[] => {
  const { start, end } = visibleRange(lineOf(groups, cursor), total + groups.length, height);
  if (groups.length === 0) return momentsFrom(start, end);
  const lines: ListLine[] = [];
  let line = 0;
  let first = 0;
  for (const group of groups) {
    if (line >= end) break;
    if (line >= start) lines.push({ kind: 'heading', group });
    const from = Math.max(0, start - line - 1);
    lines.push(...momentsFrom(first + from, first + Math.min(group.count, end - line - 1)));
    line += group.count + 1;
    first += group.count;
  }
  return lines;
};

const momentsFrom = (from: number, to: number): ListLine[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, slot) => ({ kind: 'moment', at: from + slot }));

const lineOf = (groups: readonly MomentGroup[], at: number): number => {
  const headings = starts(groups).findLastIndex(first => first <= at) + 1;
  return at + headings;
};

/** The place of the first moment of the group after the one at `at`, or before it; the place itself where there is none. */
export const groupBeside = (groups: readonly MomentGroup[], at: number, by: 1 | -1): number => {
  const all = starts(groups);
  return (by > 0 ? all.find(first => first > at) : all.findLast(first => first < at)) ?? at;
};

/** The place of each group's first moment. */
const starts = (groups: readonly MomentGroup[]): number[] => {
  let first = 0;
  return groups.map(({ count }) => {
    first += count;
    return first - count;
  });
};
