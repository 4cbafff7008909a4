/** What was timed, in ms, with what the measurements before the choice of parts found for it, where they did. */
export type Timed = {
  readonly what: string;
  readonly times: readonly number[];
  readonly budget?: { readonly p50?: number; readonly p95?: number } | undefined;
};

export type Figure = {
  readonly what: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly budget: { readonly p50: number | null; readonly p95: number | null };
};

/** Median and 95th percentile by nearest rank. */
export const toFigure = ({ what, times, budget }: Timed): Figure => {
  const sorted = times.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return {
    what,
    n: times.length,
    p50: rank(0.5),
    p95: rank(0.95),
    budget: { p50: budget?.p50 ?? null, p95: budget?.p95 ?? null },
  };
};

export const formatFigures = (figures: readonly Figure[]): string =>
  [
    ['', 'n', 'p50', 'p95', 'budget p50', 'budget p95'],
    ...figures.map(({ what, n, p50, p95, budget }) => [
      what,
      String(n),
      toText(p50),
      toText(p95),
      toText(budget.p50),
      toText(budget.p95),
    ]),
  ]
    .map(([what = '', ...cells]) => `${what.padEnd(46)}${cells.map(cell => cell.padStart(12)).join('')}`)
    .join('\n');

const toText = (value: number | null): string =>
  value === null ? '-' : value < 10 ? value.toFixed(2) : value.toFixed(0);
