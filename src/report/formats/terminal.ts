import stringWidth from 'string-width';
import { formatCount } from '../../domain/count-of.ts';
import { oneLine } from '../../domain/sanitise.ts';
import type { Report } from '../build-report.ts';
import { cellWords } from '../figure-words.ts';
import type { Column, Table, TableRow } from '../table.ts';

/** A line with what it is, so that a screen can paint it. */
export type ReportLine = {
  readonly kind: 'section' | 'table' | 'note' | 'head' | 'row' | 'blank';
  readonly text: string;
  /** Of a `section`: its id. */
  readonly id?: string;
};

/** Every section, table by table, as lines of at most `width` columns. */
export const toReportLines = (report: Report, width: number): ReportLine[] => [
  ...wrapWords(introWords(report), width).map(text => ({ kind: 'note' as const, text })),
  ...report.sections.flatMap(({ id, title, tables }) => [
    { kind: 'blank' as const, text: '' },
    { kind: 'section' as const, text: title, id },
    ...tables.flatMap(table => toTableLines(table, width)),
  ]),
];

/** The same as one text. */
export const formatTerminal = (report: Report, width: number): string =>
  toReportLines(report, width)
    .map(({ kind, text }) => (kind === 'section' ? `${text}\n${'═'.repeat(stringWidth(text))}` : text))
    .join('\n');

/** What was looked at, and how to read the figures. */
export const introWords = ({ sessions, classified, from, to, narrowedBy }: Report): string =>
  [
    `${formatCount(sessions)} sessions${from ? `, ${from} to ${to}` : ''}${narrowedBy ? `, ${oneLine(narrowedBy, 200)}` : ''}; ${formatCount(classified)} of them classified.`,
    'Brackets hold 95 % intervals (Wilson for shares), fractions what a share was taken from; below 20 it is too few to tell (“few”).',
    '“study” is what arXiv 2605.29442 found in 20,574 sessions.',
  ].join(' ');

const toTableLines = (table: Table, width: number): ReportLine[] => {
  const layout = chooseLayout(table, width);
  const { cells, widths, label, isStacked } = layout;
  const charts = table.chart === 'heat' ? toHeat(table) : toBars(table);
  const [head = [], ...rows] = cells;
  const toCells = (row: readonly string[]) =>
    row.map((cell, at) => ' '.repeat(Math.max(0, (widths[at] ?? 0) - stringWidth(cell))) + cell).join('  ');
  const toRow = (row: TableRow, at: number): string[] => {
    const chart = charts(at, width - layout.width);
    const figures = `${toCells(rows[at] ?? [])}${chart}`;
    return isStacked ? [nameOf(row), `  ${figures}`] : [`${fitText(nameOf(row), label)}  ${figures}`];
  };
  return [
    { kind: 'blank', text: '' },
    ...wrapWords(table.title, width).map(text => ({ kind: 'table' as const, text })),
    ...wrapWords(`Of ${table.of}.`, width).map(text => ({ kind: 'note' as const, text })),
    { kind: 'head', text: cutText(`${' '.repeat(label)}  ${toCells(head)}`, width) },
    ...table.rows.flatMap(toRow).map(text => ({ kind: 'row' as const, text: cutText(text, width) })),
    ...(table.rows.length === 0 ? [{ kind: 'row' as const, text: 'nothing to tell' }] : []),
  ];
};

const nameOf = ({ label, name }: TableRow): string => oneLine(name === '' ? label : `${label} ${name}`, 200);

type Layout = {
  /** The heads of the columns, then a row a row. */
  readonly cells: readonly (readonly string[])[];
  readonly widths: readonly number[];
  /** Columns that names take; 0 where they stand on a line of their own. */
  readonly label: number;
  readonly isStacked: boolean;
  readonly width: number;
};

/** Names shorter than this are no names. */
const leastLabel = 24;

/** Whole figures beside names where there is room, then under them, then values alone; the last whether it fits or not. */
const chooseLayout = (table: Table, width: number): Layout => {
  const whole = toCellRows(table, table.columns);
  const values = toCellRows(
    table,
    table.columns.map(column => ({ ...column, told: 'value' })),
  );
  const layouts = [
    toLayout(table, whole, width, false),
    toLayout(table, whole, width, true),
    toLayout(table, values, width, false),
    toLayout(table, values, width, true),
  ];
  const [first = toLayout(table, values, width, true)] = layouts.filter(one => one.width <= width);
  return first;
};

const toCellRows = (table: Table, columns: readonly Column[]): string[][] => [
  columns.map(({ title }) => title),
  ...table.rows.map(({ figures }) => columns.map(column => cellWords(column, figures))),
];

const toLayout = (
  table: Table,
  cells: readonly (readonly string[])[],
  width: number,
  isStacked: boolean,
): Layout => {
  const widths = table.columns.map((_, at) => Math.max(...cells.map(row => stringWidth(row[at] ?? ''))));
  const taken = widths.reduce((sum, one) => sum + one + 2, 0);
  const longest = Math.max(0, ...table.rows.map(row => stringWidth(nameOf(row))));
  const label = isStacked ? 0 : Math.max(Math.min(longest, leastLabel), Math.min(longest, width - taken));
  return { cells, widths, label, isStacked, width: label + taken };
};

const leastBar = 4;
const mostBar = 24;

/** A bar of the first column beside each row, the longest as wide as there is room; nothing where there is none. */
const toBars = ({ chart, columns, rows }: Table): ((at: number, room: number) => string) => {
  const key = (chart === 'line' ? columns.at(-1) : columns[0])?.key ?? '';
  const values = rows.map(({ figures }) => figures[key]?.value ?? 0);
  const most = Math.max(...values, 0);
  return (at, room) =>
    chart === 'none' || room < leastBar || most === 0
      ? ''
      : `  ${barOf((values[at] ?? 0) / most, Math.min(mostBar, room - 2))}`;
};

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const barOf = (share: number, width: number): string => {
  const units = Math.round(share * width * 8);
  return '█'.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '');
};

const shades = [' ', '░', '▒', '▓', '█'] as const;

/** A shade for each cell of a row, in the order of the columns: dark where the share is high. */
const toHeat = ({ columns, rows }: Table): ((at: number, room: number) => string) => {
  const shaded = columns.filter(({ key }) => key !== 'n');
  const valueAt = (row: TableRow | undefined, key: string) => row?.figures[key]?.value ?? 0;
  const most = Math.max(0, ...rows.flatMap(row => shaded.map(({ key }) => valueAt(row, key))));
  return (at, room) => {
    if (room < shaded.length * 2 + 2 || most === 0) return '';
    const cells = shaded.map(({ key }) => (shades[shadeOf(valueAt(rows[at], key) / most)] ?? ' ').repeat(2));
    return `  ${cells.join('')}`;
  };
};

/** Nothing at all is blank; the rest in four steps. */
export const shadeOf = (share: number): number => (share <= 0 ? 0 : Math.min(4, 1 + Math.floor(share * 4)));

/** Exactly `width` columns. */
const fitText = (text: string, width: number): string => {
  const cut = cutText(text, width);
  return cut + ' '.repeat(Math.max(0, width - stringWidth(cut)));
};

const cutText = (text: string, width: number): string => {
  const trimmed = text.trimEnd();
  if (stringWidth(trimmed) <= width) return trimmed;
  let kept = '';
  for (const character of trimmed) {
    if (stringWidth(kept + character) >= width) break;
    kept += character;
  }
  return `${kept}…`;
};

const wrapWords = (text: string, width: number): string[] => {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (stringWidth(last) + 1 + stringWidth(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};
