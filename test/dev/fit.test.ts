import { expect, test } from 'vitest';
import type { Table } from '../../src/dev/bin-columns.ts';
import { fitPlatt } from '../../src/dev/calibrate.ts';
import { fitSoftmax } from '../../src/dev/fit-softmax.ts';
import { growTrees } from '../../src/dev/grow-trees.ts';
import { seededRandom } from '../../src/dev/random.ts';
import { dot } from '../../src/pushback/model.ts';
import { sumTrees } from '../../src/pushback/trees.ts';

const random = seededRandom(3);
const points = Array.from({ length: 400 }, () => [Math.round(random()), Math.round(random()), random()]);
const table: Table = { values: Float64Array.from(points.flat()), width: 3, rows: points.length };
const trust = new Float64Array(points.length).fill(1);
const options = {
  trees: 60,
  leaves: 4,
  rate: 0.3,
  leastRows: 5,
  ridge: 1,
  rowShare: 0.8,
  columnShare: 1,
};

test('trees learn what no line can: one sign or the other, but not both', () => {
  const labels = Uint8Array.from(points, ([a, b]) => Number(a !== b));
  const { bias, trees } = growTrees(table, labels, trust, options, seededRandom(1));
  const right = points.filter((point, row) => bias + sumTrees(trees, point) > 0 === (labels[row] === 1));
  expect(right.length).toBe(points.length);
});

test('the same seed grows the same trees', () => {
  const labels = Uint8Array.from(points, ([a]) => a ?? 0);
  const grow = () => growTrees(table, labels, trust, options, seededRandom(5));
  expect(grow()).toEqual(grow());
});

test('a line per class finds the column that tells the classes apart', () => {
  const labels = Uint8Array.from(points, ([a, b]) => (a ?? 0) * 2 + (b ?? 0));
  const lines = fitSoftmax(table, labels, trust, 4, 1);
  const guess = (point: number[]) => {
    const scores = lines.map(({ bias, weights }) => bias + dot(weights, point));
    return scores.indexOf(Math.max(...scores));
  };
  expect(points.filter((point, row) => guess(point) === labels[row]).length).toBe(points.length);
});

test('calibration turns scores into chances that hold', () => {
  const draw = seededRandom(9);
  const scores = Array.from({ length: 4000 }, () => draw() * 6 - 3);
  const labels = scores.map(score => Number(draw() < 1 / (1 + Math.exp(-(0.5 * score - 1)))));
  const { slope, shift } = fitPlatt(scores, labels);
  expect(slope).toBeCloseTo(0.5, 1);
  expect(shift).toBeCloseTo(-1, 1);
});
