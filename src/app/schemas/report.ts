import { z } from 'zod';
import type { Report } from '../../report/build-report.ts';
import type { Figure } from '../../report/figure.ts';
import type { Table } from '../../report/table.ts';
import { count } from './values.ts';

const figure = z
  .object({
    unit: z.enum(['count', 'share', 'number', 'p']).describe('share: 0 to 1; p: of a test.'),
    value: z.number().nullable().describe('Null: `missing` says why.'),
    hits: count.nullable().describe('Of a share: so many of `n`.'),
    n: count.nullable().describe('What it was taken from; null = unknown, or a plain count.'),
    range: z.tuple([z.number(), z.number()]).nullable().describe('95 % interval; null: there is none.'),
    missing: z.enum(['too few', 'unknown']).nullable(),
  })
  .meta({ id: 'Figure', description: 'One number with what it rests on.' }) satisfies z.ZodType<Figure>;

const table = z
  .object({
    id: z.string(),
    title: z.string(),
    of: z.string().describe('What the shares are of.'),
    columns: z.array(
      z
        .object({ key: z.string(), title: z.string(), told: z.enum(['whole', 'value']) })
        .describe('told: does a reader see interval and n too? Every figure here has them.'),
    ),
    rows: z.array(
      z.object({
        label: z.string().describe('The code of a label, or the name of the row.'),
        name: z.string().describe('What people call it; empty where the label says it.'),
        figures: z.record(z.string(), figure).describe('By the key of a column; a blank cell is absent.'),
      }),
    ),
    chart: z.enum(['bars', 'heat', 'line', 'none']).describe('How a screen draws it.'),
  })
  .meta({ id: 'Table' }) satisfies z.ZodType<Table>;

const made = z.object({
  narrowedBy: z.string().describe('The filters as they were typed; empty without any.'),
  sessions: count,
  classified: count,
  from: z.string().nullable().describe('The first day that a session started on; null = unknown.'),
  to: z.string().nullable().describe('The last such day; null = unknown.'),
  sections: z.array(z.object({ id: z.string(), title: z.string(), tables: z.array(table) })),
}) satisfies z.ZodType<Report>;

export const report = z.object({ report: made });
