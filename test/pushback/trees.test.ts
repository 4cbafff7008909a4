import { expect, test } from 'vitest';
import { sumTrees, type Trees } from '../../src/pushback/trees.ts';

/** First number at most 1: -1. Else the second decides: at most 0: 0.5, else 2. */
const trees: Trees = {
  roots: [0, -3],
  feature: [0, 1],
  threshold: [1, 0],
  left: [-1, -2],
  right: [1, -4],
  values: [-1, 0.5, 0.25, 2],
};

test('a vector falls through every tree to one value each, and they add up', () => {
  expect(sumTrees(trees, [1, 9])).toBe(-0.75);
  expect(sumTrees(trees, [2, 0])).toBe(0.75);
  expect(sumTrees(trees, [2, 1])).toBe(2.25);
});

test('a place that is missing counts 0', () => {
  expect(sumTrees(trees, [])).toBe(-0.75);
});
