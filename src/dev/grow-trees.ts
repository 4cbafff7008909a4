import type { Trees } from '../pushback/trees.ts';
import { type Bins, mostBins, type Table, toBins } from './bin-columns.ts';
import type { Random } from './random.ts';

export type TreeOptions = {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** Least rows in a leaf. */
  readonly leastRows: number;
  readonly ridge: number;
  /** Share of rows and of columns that one tree sees. */
  readonly rowShare: number;
  readonly columnShare: number;
};

type Split = {
  readonly gain: number;
  readonly column: number;
  readonly bin: number;
};
type Leaf = {
  readonly rows: Int32Array;
  readonly slope: number;
  readonly curve: number;
  split: Split | null;
};
type Growing = { [Key in keyof Trees]: number[] };

/** Gradient-boosted trees for a yes-or-no label by the logistic loss, grown best leaf first on binned columns. `trust` weighs rows. */
export const growTrees = (
  table: Table,
  labels: Uint8Array,
  trust: Float64Array,
  options: TreeOptions,
  random: Random,
): { readonly bias: number; readonly trees: Trees } => {
  const bins = toBins(table);
  const bias = logOdds(labels);
  const scores = new Float64Array(table.rows).fill(bias);
  const slopes = new Float64Array(table.rows);
  const curves = new Float64Array(table.rows);
  const trees: Growing = { roots: [], feature: [], threshold: [], left: [], right: [], values: [] };
  for (let round = 0; round < options.trees; round += 1) {
    for (let row = 0; row < table.rows; row += 1) {
      const chance = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      const weight = trust[row] ?? 1;
      slopes[row] = weight * (chance - (labels[row] ?? 0));
      curves[row] = weight * chance * (1 - chance);
    }
    const grower = { bins, slopes, curves, options, columns: pick(table.width, options.columnShare, random) };
    growTree(grower, pick(table.rows, options.rowShare, random), trees, scores);
  }
  return { bias, trees };
};

type Grower = {
  readonly bins: Bins;
  readonly slopes: Float64Array;
  readonly curves: Float64Array;
  readonly options: TreeOptions;
  readonly columns: Int32Array;
};

const growTree = (grower: Grower, rows: Int32Array, trees: Growing, scores: Float64Array): void => {
  const { bins, options } = grower;
  const leaves: { leaf: Leaf; link: (target: number) => void }[] = [
    { leaf: toLeaf(grower, rows), link: target => trees.roots.push(target) },
  ];
  while (leaves.length < options.leaves) {
    const best = leaves.reduce((a, b) => ((b.leaf.split?.gain ?? 0) > (a.leaf.split?.gain ?? 0) ? b : a));
    const { split } = best.leaf;
    if (!split || split.gain <= 0) break;
    const at = trees.feature.length;
    best.link(at);
    trees.feature.push(split.column);
    trees.threshold.push(bins.edges[split.column]?.[split.bin] ?? 0);
    trees.left.push(-1);
    trees.right.push(-1);
    const isLeft = (row: number) => (bins.of[split.column * bins.table.rows + row] ?? 0) <= split.bin;
    leaves.splice(
      leaves.indexOf(best),
      1,
      { leaf: toLeaf(grower, best.leaf.rows.filter(isLeft)), link: target => (trees.left[at] = target) },
      {
        leaf: toLeaf(
          grower,
          best.leaf.rows.filter(row => !isLeft(row)),
        ),
        link: target => (trees.right[at] = target),
      },
    );
  }
  for (const { leaf, link } of leaves) {
    link(-1 - trees.values.length);
    trees.values.push((-options.rate * leaf.slope) / (leaf.curve + options.ridge));
  }
  addTree(bins.table, trees, scores);
};

/** The newest tree moves every row's score, also of rows that it was not grown on. */
const addTree = ({ values, width, rows }: Table, trees: Growing, scores: Float64Array): void => {
  for (let row = 0; row < rows; row += 1) {
    let at = trees.roots.at(-1) ?? -1;
    while (at >= 0) {
      const isLeft = (values[row * width + (trees.feature[at] ?? 0)] ?? 0) <= (trees.threshold[at] ?? 0);
      at = (isLeft ? trees.left[at] : trees.right[at]) ?? -1;
    }
    scores[row] = (scores[row] ?? 0) + (trees.values[-1 - at] ?? 0);
  }
};

const toLeaf = (grower: Grower, rows: Int32Array): Leaf => {
  let slope = 0;
  let curve = 0;
  for (const row of rows) {
    slope += grower.slopes[row] ?? 0;
    curve += grower.curves[row] ?? 0;
  }
  return { rows, slope, curve, split: findSplit(grower, rows, slope, curve) };
};

const findSplit = (grower: Grower, rows: Int32Array, slope: number, curve: number): Split | null => {
  const { bins, options, slopes, curves } = grower;
  if (rows.length < 2 * options.leastRows) return null;
  const worth = (s: number, c: number) => (s * s) / (c + options.ridge);
  const slopeOf = new Float64Array(mostBins);
  const curveOf = new Float64Array(mostBins);
  const countOf = new Int32Array(mostBins);
  let best: Split | null = null;
  for (const column of grower.columns) {
    const edges = bins.edges[column]?.length ?? 0;
    if (edges === 0) continue;
    slopeOf.fill(0);
    curveOf.fill(0);
    countOf.fill(0);
    const from = column * bins.table.rows;
    for (const row of rows) {
      const bin = bins.of[from + row] ?? 0;
      slopeOf[bin] = (slopeOf[bin] ?? 0) + (slopes[row] ?? 0);
      curveOf[bin] = (curveOf[bin] ?? 0) + (curves[row] ?? 0);
      countOf[bin] = (countOf[bin] ?? 0) + 1;
    }
    let leftSlope = 0;
    let leftCurve = 0;
    let leftCount = 0;
    for (let bin = 0; bin < edges; bin += 1) {
      leftSlope += slopeOf[bin] ?? 0;
      leftCurve += curveOf[bin] ?? 0;
      leftCount += countOf[bin] ?? 0;
      if (leftCount < options.leastRows || rows.length - leftCount < options.leastRows) continue;
      const gain =
        worth(leftSlope, leftCurve) + worth(slope - leftSlope, curve - leftCurve) - worth(slope, curve);
      if (gain > (best?.gain ?? 0)) best = { gain, column, bin };
    }
  }
  return best;
};

const pick = (count: number, share: number, random: Random): Int32Array => {
  const all = Int32Array.from({ length: count }, (_, index) => index);
  const wanted = Math.max(1, Math.round(count * share));
  for (let index = 0; index < wanted; index += 1) {
    const other = index + Math.floor(random() * (count - index));
    [all[index], all[other]] = [all[other] ?? 0, all[index] ?? 0];
  }
  return all.subarray(0, wanted).sort();
};

const logOdds = (labels: Uint8Array): number => {
  const yes = labels.reduce((sum, label) => sum + label, 0);
  return Math.log((yes + 1) / (labels.length - yes + 1));
};
