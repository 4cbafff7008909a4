import type { Features } from './features.ts';
import { sumTrees, type Trees } from './trees.ts';

/** One scorer: trees and a line over the same vector, mixed, then bent to a probability on unseen repositories. */
export type Scorer = {
  readonly trees: Trees;
  readonly treeBias: number;
  readonly treeShare: number;
  readonly line: readonly number[];
  readonly lineBias: number;
  /** Platt scaling: chance = logistic(slope * score + shift). */
  readonly slope: number;
  readonly shift: number;
  /** The least chance that counts as pushback. */
  readonly threshold: number;
};

/** The names behind a vector's places, in order. */
export type Names = readonly string[];

export const toVector = (features: Features, names: Names): Float64Array => {
  const vector = new Float64Array(names.length);
  for (let at = 0; at < names.length; at += 1) vector[at] = features[names[at] ?? ''] ?? 0;
  return vector;
};

/** Log-odds before calibration. */
export const rawScore = (scorer: Scorer, vector: ArrayLike<number>): number =>
  scorer.treeShare * (scorer.treeBias + sumTrees(scorer.trees, vector)) +
  (1 - scorer.treeShare) * (scorer.lineBias + dot(scorer.line, vector));

/** Calibrated log-odds that the turn pushes back. */
export const toOdds = (scorer: Scorer, vector: ArrayLike<number>): number =>
  scorer.slope * rawScore(scorer, vector) + scorer.shift;

export const toChance = (odds: number): number => 1 / (1 + Math.exp(-odds));

export const dot = (weights: readonly number[], vector: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (vector[at] ?? 0);
  return sum;
};
