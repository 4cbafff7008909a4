/** What was measured, and what it should be at most: a goal, or what was found before the parts were chosen. */
export type Measured = {
  readonly what: string;
  readonly unit?: 'ms' | 'x' | 'bytes' | 'frames' | '%' | 'MB' | 'MB/s';
  /** Empty where the system does not tell. */
  readonly values: readonly number[];
  readonly budget?: { readonly p50?: number; readonly p95?: number } | undefined;
};

export type Figure = {
  readonly what: string;
  readonly unit: string;
  readonly n: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly budget: { readonly p50: number | null; readonly p95: number | null };
};

/** Median and 95th percentile by nearest rank. */
export const toFigure = ({ what, unit = 'ms', values, budget }: Measured): Figure => ({
  ...{ what, unit, n: values.length },
  p50: rank(values, 0.5),
  p95: rank(values, 0.95),
  budget: { p50: budget?.p50 ?? null, p95: budget?.p95 ?? null },
});

export const medianOf = (values: readonly number[]): number => rank(values, 0.5) ?? Number.NaN;

const rank = (values: readonly number[], share: number): number | null =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? null;

/** Is the median or the 95th percentile above what it should be? */
export const isOver = ({ p50, p95, budget }: Figure): boolean =>
  (p50 ?? 0) > (budget.p50 ?? Number.POSITIVE_INFINITY) ||
  (p95 ?? 0) > (budget.p95 ?? Number.POSITIVE_INFINITY);

export const formatFigures = (figures: readonly Figure[]): string =>
  [
    ['', 'unit', 'n', 'p50', 'p95', 'budget p50', 'budget p95'],
    ...figures.map(({ what, unit, n, p50, p95, budget }) => [
      ...[what, unit, String(n)],
      ...[p50, p95, budget.p50, budget.p95].map(toText),
    ]),
  ]
    .map(([what = '', ...cells]) => `${what.padEnd(46)}${cells.map(cell => cell.padStart(12)).join('')}`)
    .join('\n');

const toText = (value: number | null): string =>
  value === null ? '-' : value < 10 ? value.toFixed(2) : value.toFixed(0);
