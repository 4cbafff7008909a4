import { type PushbackClass, pushbackClasses } from '../domain/pushback.ts';
import type { ClassModel } from '../pushback/class-model.ts';
import type { Scorer } from '../pushback/model.ts';
import type { Table } from './bin-columns.ts';
import { fitSoftmax, type Line } from './fit-softmax.ts';
import { growTrees, type TreeOptions } from './grow-trees.ts';
import { seededRandom } from './random.ts';

/**
 * Fits trees and a line on the same rows and mixes them; `lineOnly` leaves the trees out. Calibration and threshold are
 * left open (1, 0, 0.5).
 */
export const fitScorer = (
  vectors: readonly Float64Array[],
  labels: Uint8Array,
  trust: Float64Array,
  lineOnly: boolean,
): Scorer => {
  const table = toTable(vectors);
  const { bias, trees } = growTrees(
    table,
    labels,
    trust,
    { ...treeOptions, trees: lineOnly ? 0 : treeOptions.trees },
    seededRandom(7),
  );
  const line = toLine(fitSoftmax(table, labels, trust, 2, lineRidge));
  return {
    trees,
    treeBias: bias,
    treeShare: lineOnly ? 0 : treeShare,
    line: line.weights,
    lineBias: line.bias,
    slope: 1,
    shift: 0,
    threshold: 0.5,
  };
};

/** Fits one line a class on turns that push back. */
export const fitClasses = (
  vectors: readonly Float64Array[],
  classes: readonly (PushbackClass | 'none')[],
  trust: Float64Array,
): ClassModel =>
  fitSoftmax(
    toTable(vectors),
    Uint8Array.from(classes, name => order.indexOf(name)),
    trust,
    pushbackClasses.length,
    classRidge,
  );

const toTable = (vectors: readonly Float64Array[]): Table => {
  const width = vectors[0]?.length ?? 0;
  const values = new Float64Array(width * vectors.length);
  for (const [row, vector] of vectors.entries()) values.set(vector, row * width);
  return { values, width, rows: vectors.length };
};

/** Two softmax lines say yes and no; their difference is the log-odds. */
const toLine = ([no, yes]: readonly Line[]): Line => ({
  bias: (yes?.bias ?? 0) - (no?.bias ?? 0),
  weights: (yes?.weights ?? []).map((weight, column) => weight - (no?.weights[column] ?? 0)),
});

/** Chosen by cross-validation over repositories; docs/pushback.md has the alternatives. */
const treeOptions: TreeOptions = {
  trees: 200,
  leaves: 8,
  rate: 0.05,
  leastRows: 10,
  ridge: 15,
  rowShare: 0.7,
  columnShare: 0.5,
};
const order: readonly string[] = pushbackClasses;
const treeShare = 0.5;
const lineRidge = 200;
const classRidge = 80;
