import { errorFunction, linearRegression, sampleCorrelation } from 'simple-statistics';
import type { Range } from './figure.ts';

/** Of 95 % intervals, in standard errors. */
const z = 1.96;

/** The 95 % interval of `hits` of `n`, by Wilson. */
export const shareRange = (hits: number, n: number): Range => {
  if (n === 0) return [0, 1];
  const share = hits / n;
  const middle = share + z ** 2 / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const edge = (at: number) => Math.min(1, Math.max(0, at / (1 + z ** 2 / n)));
  return [edge(middle - reach), edge(middle + reach)];
};

/** The 95 % interval of a positive number whose logarithm has this variance; null where it has none. */
const logRange = (value: number, variance: number): Range | null => {
  if (!(value > 0) || !Number.isFinite(variance) || variance < 0) return null;
  const factor = Math.exp(z * Math.sqrt(variance));
  return [value / factor, value * factor];
};

/** Of a rate of `count` events, by Poisson on the log scale; events that come in clusters make the true one wider. */
export const rateRange = (rate: number, count: number): Range | null => logRange(rate, 1 / count);

/** Of the ratio of two such rates. */
export const rateRatioRange = (ratio: number, count: number, other: number): Range | null =>
  logRange(ratio, 1 / count + 1 / other);

/** Of the ratio of two shares, `hits` of `n` over `other` of `m`. */
export const shareRatioRange = (hits: number, n: number, other: number, m: number): Range | null =>
  logRange(hits / n / (other / m), 1 / hits - 1 / n + 1 / other - 1 / m);

/** How much more often two things meet than if neither knew of the other: `both` of `n`, `a` and `b` each. */
export const liftOf = (both: number, a: number, b: number, n: number): number => (both * n) / (a * b);

/** Of such a lift, by the delta method over the four kinds of things. */
export const liftRange = (both: number, a: number, b: number, n: number): Range | null => {
  const lift = liftOf(both, a, b, n);
  return logRange(lift, (n / both - n / a - n / b + 2 * lift - 1) / n);
};

/** The 95 % interval of a median: the values at the ranks between which it lies, by the normal approximation. */
export const medianRange = (sorted: readonly number[]): Range | null => {
  const n = sorted.length;
  const reach = (z * Math.sqrt(n)) / 2;
  const low = sorted[Math.max(0, Math.floor(n / 2 - reach))];
  const high = sorted[Math.min(n - 1, Math.ceil(n / 2 + reach))];
  return low === undefined || high === undefined ? null : [low, high];
};

/**
 * Do two shares differ? The chance of such a difference where there is none: Pearson's chi-square of the 2 x 2 table,
 * without continuity correction; null where fewer than 5 are expected in a cell, for it does not hold there.
 */
export const compareShares = (
  hits: number,
  n: number,
  other: number,
  m: number,
): { readonly chiSquare: number; readonly p: number | null } => {
  const [all, of] = [hits + other, n + m];
  const least = Math.min(all, of - all) * (Math.min(n, m) / of);
  const spread = n * m * all * (of - all);
  const chiSquare = spread === 0 ? 0 : (of * (hits * (m - other) - other * (n - hits)) ** 2) / spread;
  return { chiSquare, p: least >= 5 ? bothTails(Math.sqrt(chiSquare)) : null };
};

/** Do two rates differ? The chance of it where they do not, from the logarithm of their ratio. */
export const compareRates = (ratio: number, count: number, other: number): number | null =>
  Math.min(count, other) < 5 ? null : bothTails(Math.abs(Math.log(ratio)) / Math.sqrt(1 / count + 1 / other));

/** Exact to seven digits after the point, so the smallest chances are nought. */
const bothTails = (deviation: number): number => Math.max(0, 1 - errorFunction(deviation / Math.SQRT2));

export type Trend = {
  /** Change per step of x. */
  readonly slope: number;
  readonly r: number;
  readonly range: Range;
  /** The chance of such a slope where there is none, by the normal approximation to t. */
  readonly p: number;
};

/** The straight line of least squares through points, all of one weight; null for a line or a cloud without spread. */
export const trendOf = (points: readonly (readonly [x: number, y: number])[]): Trend | null => {
  const n = points.length;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  if (n < 3 || new Set(xs).size < 2 || new Set(ys).size < 2) return null;
  const slope = linearRegression(points.map(([x, y]) => [x, y])).m;
  const r = sampleCorrelation(xs, ys);
  const t = r * Math.sqrt((n - 2) / Math.max(1e-12, 1 - r ** 2));
  const error = Math.abs(slope / t);
  return { slope, r, range: [slope - z * error, slope + z * error], p: bothTails(Math.abs(t)) };
};
