import { labelName } from '../../domain/taxonomy.ts';
import { toCount, toShare } from '../figure.ts';
import { type Table, type TableRow, value, whole } from '../table.ts';
import { type Counts, type Cross, sumOf, totalOf } from '../tally.ts';

type Words = Pick<Table, 'id' | 'title' | 'of'>;
type Counted = { readonly counts: Counts; readonly n: number };

/** How many of `n` have each label, here and in the study. */
export const toShareTable = (
  words: Words,
  codes: readonly string[],
  here: Counted,
  study: Counted,
  nameOf: (code: string) => string = labelName,
): Table => ({
  ...words,
  columns: [whole('here', 'here'), value('study', 'study')],
  chart: 'bars',
  rows: codes.map(code => ({
    label: code,
    name: nameOf(code),
    figures: {
      here: toShare(here.counts[code] ?? 0, here.n),
      study: toShare(study.counts[code] ?? 0, study.n, 0),
    },
  })),
});

/** Each row's counts as shares of their sum, with the sum; last the sums of all rows where `all` is wanted. */
export const toCrossTable = (
  words: Words,
  cross: Cross<string, string>,
  { columns, rows, all, least }: CrossOptions,
): Table => {
  const sums = Object.fromEntries(
    columns.map(code => [code, sumOf(rows, row => cross[row]?.[code] ?? 0)] as const),
  );
  const toRow = (label: string, counts: Counts): TableRow => {
    const n = totalOf(Object.fromEntries(columns.map(code => [code, counts[code] ?? 0])));
    const figures = columns.map(code => [code, toShare(counts[code] ?? 0, n, least)] as const);
    return {
      label,
      name: label === 'All' ? '' : labelName(label),
      figures: { ...Object.fromEntries(figures), n: toCount(n) },
    };
  };
  return {
    ...words,
    columns: [...columns.map(code => value(code, code)), value('n', 'n')],
    chart: 'heat',
    rows: [...rows.map(row => toRow(row, cross[row] ?? {})), ...(all ? [toRow('All', sums)] : [])],
  };
};

export type CrossOptions = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly all: boolean;
  /** Of fewer than these no share is told. */
  readonly least?: number | undefined;
};
