import type { SyntaxNode } from '@lezer/common';
import { added, type Span } from '../span.ts';
import { columnsOf, type DrawnLine, type Flow, wrapFlow } from '../wrap-spans.ts';
import { toInlineLines } from './inline-lines.ts';
import { childrenOf, type MarkdownContext } from './markdown-context.ts';

type Align = 'left' | 'right' | 'centre';
type Cell = readonly Span[];

const between = ' │ ';
/** A cell narrower than this cannot be read. */
const leastCell = 8;

/** A table with its columns aligned and fitted to the width, long cells wrapped inside of theirs. */
export const toTableFlows = (node: SyntaxNode, context: MarkdownContext): Flow[] => {
  const rows = childrenOf(node).filter(({ name }) => name === 'TableHeader' || name === 'TableRow');
  const cells = rows.map((row, index) => toCells(row, context, index === 0));
  const count = Math.max(...cells.map(row => row.length));
  const aligns = toAligns(node, context.source);
  const natural = Array.from({ length: count }, (_, column) =>
    Math.max(1, ...cells.map(row => columnsOf(row[column] ?? []))),
  );
  const room = context.width - between.length * (count - 1);
  if (room < count * leastCell && sum(natural) > room) return toRecords(cells);
  const widths = fitColumns(natural, room);
  const drawn = cells.map(row => toRowLines(row, widths, aligns));
  const rule = widths.map(width => '─'.repeat(width)).join('─┼─');
  return [
    ...(drawn[0] ?? []),
    { spans: [added(rule, 'dim')], breaks: 'anywhere' as const },
    ...drawn.slice(1).flat(),
  ];
};

/** The cells of a row; what stands between two bars is a cell, also when it is empty. */
const toCells = (row: SyntaxNode, context: MarkdownContext, isHead: boolean): Cell[] => {
  const children = childrenOf(row);
  const cells: Cell[] = [];
  let open: Cell | null = null;
  children.forEach((child, index) => {
    if (child.name === 'TableCell') {
      open = toInlineLines(child, context, isHead ? ['strong'] : []).flat();
      return;
    }
    if (child.name !== 'TableDelimiter') return;
    if (open || index > 0) cells.push(open ?? []);
    open = null;
  });
  return open ? [...cells, open] : cells;
};

const toAligns = (table: SyntaxNode, source: string): Align[] => {
  const line = table.getChild('TableDelimiter');
  const text = line ? source.slice(line.from, line.to).trim() : '';
  return text
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(part => {
      const rule = part.trim();
      if (!rule.endsWith(':')) return 'left';
      return rule.startsWith(':') ? 'centre' : 'right';
    });
};

/** Takes from the widest columns until all fit. */
const fitColumns = (natural: readonly number[], room: number): number[] => {
  const widths = [...natural];
  for (let over = sum(widths) - room; over > 0; over = sum(widths) - room) {
    const widest = Math.max(...widths);
    const second = Math.max(leastCell, ...widths.filter(width => width < widest));
    const share = widths.filter(width => width === widest).length;
    const take = Math.max(1, Math.min(widest - second, Math.ceil(over / share)));
    let left = over;
    widths.forEach((width, index) => {
      if (width !== widest || left <= 0) return;
      widths[index] = Math.max(1, width - take);
      left -= take;
    });
  }
  return widths;
};

const toRowLines = (row: readonly Cell[], widths: readonly number[], aligns: readonly Align[]): Flow[] => {
  const wrapped = widths.map((width, column) =>
    wrapFlow({ spans: row[column] ?? [], breaks: 'words' }, width),
  );
  const height = Math.max(...wrapped.map(lines => lines.length));
  return Array.from({ length: height }, (_, line) => ({
    spans: widths.flatMap((width, column) => [
      ...(column > 0 ? [added(between, 'dim')] : []),
      ...padded(wrapped[column]?.[line] ?? [], width, aligns[column] ?? 'left'),
    ]),
    breaks: 'anywhere',
  }));
};

const padded = (cell: DrawnLine, width: number, align: Align): Span[] => {
  const free = Math.max(0, width - columnsOf(cell));
  const before = align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
  return [added(' '.repeat(before)), ...cell, added(' '.repeat(free - before))];
};

/** A table that is too wide for the screen: each row as its cells one below the other, named by their heads. */
const toRecords = ([head = [], ...rows]: readonly (readonly Cell[])[]): Flow[] =>
  (rows.length > 0 ? rows : [[]]).flatMap((row, index) => [
    ...(index > 0 ? [{ spans: [added('───', 'dim')], breaks: 'words' as const }] : []),
    ...Array.from({ length: Math.max(head.length, row.length) }, (_, column) => ({
      spans: [...(head[column] ?? []), added(': '), ...(row[column] ?? [])],
      breaks: 'words' as const,
    })),
  ]);

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
