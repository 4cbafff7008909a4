import { leastTold } from '../domain/least-told.ts';
import { shareRange } from './intervals.ts';

/**
 * One number of a report with what it rests on. `value` is 0 to 1 for a share and null where it is not told, `missing`
 * says why. `range` is its 95 % interval, null where there is none to give; `hits` of `n` are what a share was taken from.
 */
export type Figure = {
  readonly unit: 'count' | 'share' | 'number' | 'p';
  readonly value: number | null;
  readonly hits: number | null;
  readonly n: number | null;
  readonly range: Range | null;
  readonly missing: 'too few' | 'unknown' | null;
};
export type Range = readonly [low: number, high: number];

const bare = { hits: null, n: null, range: null, missing: null } as const;

export const toCount = (value: number): Figure => ({ ...bare, unit: 'count', value });

/** `hits` of `n`, with Wilson's interval; too few to tell below `least`. */
export const toShare = (hits: number, n: number, least: number = leastTold): Figure =>
  n < Math.max(1, least)
    ? { ...bare, unit: 'share', value: null, hits, n, missing: 'too few' }
    : { ...bare, unit: 'share', value: hits / n, hits, n, range: shareRange(hits, n) };

/** A number over `n` things. */
export const toNumber = (value: number, n: number, range: Range | null, least: number = leastTold): Figure =>
  n < least || !Number.isFinite(value)
    ? { ...bare, unit: 'number', value: null, n, missing: 'too few' }
    : { ...bare, unit: 'number', value, n, range };

/** How often chance alone would differ as much. */
export const toChance = (p: number | null, n: number): Figure =>
  p === null
    ? { ...bare, unit: 'p', value: null, n, missing: 'too few' }
    : { ...bare, unit: 'p', value: p, n };

/** What no log tells. */
export const unknown: Figure = { ...bare, unit: 'number', value: null, missing: 'unknown' };

/** A number that others printed, with nothing known of what it rests on. */
export const toPrinted = (value: number, unit: Figure['unit'] = 'number'): Figure => ({
  ...bare,
  unit,
  value,
});
