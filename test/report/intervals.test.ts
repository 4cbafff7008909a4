import { expect, test } from 'vitest';
import {
  compareRates,
  compareShares,
  liftOf,
  liftRange,
  medianRange,
  rateRatioRange,
  shareRange,
  shareRatioRange,
  trendOf,
} from '../../src/report/intervals.ts';

test('an interval holds its share, stays within 0 and 1 and narrows as n grows', () => {
  const [low, high] = shareRange(8, 10);
  expect([low, high].map(edge => edge.toFixed(3))).toEqual(['0.490', '0.943']);
  expect(shareRange(0, 5)[0]).toBe(0);
  expect(shareRange(5, 5)[1]).toBe(1);
  expect(shareRange(0, 0)).toEqual([0, 1]);
  expect(shareRange(800, 1000)[1] - shareRange(800, 1000)[0]).toBeLessThan(high - low);
});

test('two shares are compared by chi-square, and not at all where few are expected', () => {
  const { chiSquare, p } = compareShares(30, 100, 45, 100);
  expect(chiSquare).toBeCloseTo(4.8, 3);
  expect(p).toBeCloseTo(0.0285, 3);
  expect(compareShares(1, 10, 3, 10).p).toBeNull();
  expect(compareShares(20, 40, 30, 60).p).toBeCloseTo(1, 5);
});

test('two rates are compared on the log scale', () => {
  expect(compareRates(2, 100, 50)).toBeLessThan(0.001);
  expect(compareRates(2, 4, 50)).toBeNull();
  const [low, high] = rateRatioRange(2, 100, 50) ?? [0, 0];
  expect(low * high).toBeCloseTo(4, 6);
});

test('a ratio of shares has the interval of Katz', () => {
  const [low, high] = shareRatioRange(30, 100, 15, 100) ?? [0, 0];
  expect([low.toFixed(2), high.toFixed(2)]).toEqual(['1.15', '3.48']);
  expect(shareRatioRange(0, 10, 1, 10)).toBeNull();
});

test('a lift is 1 where neither knows of the other, and its interval holds it', () => {
  expect(liftOf(25, 50, 50, 100)).toBe(1);
  const [low, high] = liftRange(25, 50, 50, 100) ?? [0, 0];
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(1);
  expect(liftRange(0, 50, 50, 100)).toBeNull();
});

test('a median lies between two ranks', () => {
  const values = Array.from({ length: 101 }, (_, at) => at);
  expect(medianRange(values)).toEqual([40, 61]);
  expect(medianRange([])).toBeNull();
});

test('a trend is the slope of least squares with its correlation; a cloud without spread has none', () => {
  const trend = trendOf([
    [0, 1],
    [1, 3],
    [2, 2],
    [3, 5],
    [4, 4],
  ]);
  expect(trend?.slope).toBeCloseTo(0.8, 9);
  expect(trend?.r).toBeCloseTo(0.8, 9);
  expect(trend?.range[0]).toBeCloseTo(0.8 - 1.96 * Math.sqrt(0.12), 6);
  expect(trendOf([[0, 1]])).toBeNull();
  expect(
    trendOf([
      [1, 1],
      [1, 2],
      [1, 3],
    ]),
  ).toBeNull();
});
