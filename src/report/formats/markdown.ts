import { oneLine } from '../../domain/sanitise.ts';
import type { Report } from '../build-report.ts';
import { cellWords } from '../figure-words.ts';
import type { Table } from '../table.ts';
import { introWords } from './terminal.ts';

/** The report as Markdown tables; what a log says cannot end a cell or become markup. */
export const formatMarkdown = (report: Report): string =>
  [
    '# Pushback report',
    '',
    escapeMarkdown(introWords(report)),
    ...report.sections.flatMap(({ title, tables }) => ['', `## ${title}`, ...tables.flatMap(toTable)]),
    '',
  ].join('\n');

const toTable = ({ title, of, columns, rows }: Table): string[] => [
  '',
  `### ${title}`,
  '',
  `Of ${escapeMarkdown(of)}.`,
  '',
  `| | ${columns.map(column => column.title).join(' | ')} |`,
  `|---|${columns.map(() => '--:|').join('')}`,
  ...rows.map(({ label, name, figures }) => {
    const cells = columns.map(column => escapeMarkdown(cellWords(column, figures)));
    return `| ${escapeMarkdown(`${label} ${name}`.trim())} | ${cells.join(' | ')} |`;
  }),
];

/** On one line, with everything that Markdown or HTML would take for a mark escaped. */
export const escapeMarkdown = (text: string): string =>
  oneLine(text, 2000).replace(/[\\`*_{}[\]<>#|~]/g, mark => `\\${mark}`);
