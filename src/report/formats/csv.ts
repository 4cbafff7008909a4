import { sanitise } from '../../domain/sanitise.ts';
import type { Report } from '../build-report.ts';

const header = [
  ...['section', 'table', 'row', 'name', 'column', 'unit', 'value', 'hits', 'n', 'low', 'high', 'missing'],
];

/** One row a figure (RFC 4180): shares from 0 to 1, nothing rounded, empty where there is none. */
export const formatCsv = (report: Report): string =>
  [
    header,
    ...report.sections.flatMap(section =>
      section.tables.flatMap(table =>
        table.rows.flatMap(({ label, name, figures }) =>
          Object.entries(figures).map(([column, { unit, value, hits, n, range, missing }]) => [
            ...[section.id, table.id, label, name, column, unit],
            ...[value, hits, n, range?.[0] ?? null, range?.[1] ?? null, missing],
          ]),
        ),
      ),
    ),
  ]
    .map(toCsvLine)
    .join('\n');

/** A line of comma-separated fields. What a spreadsheet would take for a formula gets an apostrophe before it. */
export const toCsvLine = (fields: readonly (string | number | null)[]): string =>
  fields.map(toField).join(',');

const toField = (field: string | number | null): string => {
  if (typeof field !== 'string') return field === null ? '' : String(field);
  const text = sanitise(field);
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};
