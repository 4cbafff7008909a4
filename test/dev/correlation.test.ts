import { expect, test } from 'vitest';
import { pearson, spearman, totalVariation } from '../../src/dev/correlation.ts';

test('lists that rise together correlate fully, opposite ones inversely, a constant one not at all', () => {
  expect(pearson([1, 2, 3], [10, 20, 30])).toBeCloseTo(1);
  expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
  expect(pearson([1, 2, 3], [5, 5, 5])).toBe(0);
});

test('ranks see order alone, and equal values share a rank', () => {
  expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1);
  expect(spearman([1, 1, 2], [1, 2, 3])).toBeCloseTo(0.866, 3);
});

test('two distributions are as far apart as the share that would have to move', () => {
  expect(totalVariation({ a: 1, b: 1 }, { a: 2, b: 2 })).toBe(0);
  expect(totalVariation({ a: 1 }, { b: 7 })).toBe(1);
  expect(totalVariation({ a: 3, b: 1 }, { a: 1, b: 1 })).toBeCloseTo(0.25);
});
