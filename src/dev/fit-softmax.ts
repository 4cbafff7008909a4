import type { Table } from './bin-columns.ts';

/** One weight a column and a bias, in the table's own units. */
export type Line = { readonly bias: number; readonly weights: readonly number[] };

/**
 * Regularised logistic regression over several classes (two give plain logistic regression), by accelerated gradient
 * descent on standardised columns. Rare columns are scaled by `leastSpread` instead of their own, so that a sign seen
 * three times gains no large weight.
 */
export const fitSoftmax = (
  table: Table,
  labels: Uint8Array,
  trust: Float64Array,
  classes: number,
  ridge: number,
): Line[] => {
  const { values, width, rows } = table;
  const { means, spreads } = measure(table);
  const scaled = Float32Array.from(
    values,
    (value, at) => (value - (means[at % width] ?? 0)) / (spreads[at % width] ?? 1),
  );
  const size = classes * (width + 1);
  let weights = new Float64Array(size);
  let ahead = new Float64Array(size);
  const chances = new Float64Array(classes);
  const step = 1 / (0.5 * Math.min(width, largest) + ridge / rows);
  for (let round = 0; round < rounds; round += 1) {
    const slopes = new Float64Array(size);
    for (let row = 0; row < rows; row += 1) {
      classChances(ahead, scaled, row, width, chances);
      for (let each = 0; each < classes; each += 1) {
        const error = ((trust[row] ?? 1) * ((chances[each] ?? 0) - Number(labels[row] === each))) / rows;
        const from = each * (width + 1);
        for (let column = 0; column < width; column += 1)
          slopes[from + column] = (slopes[from + column] ?? 0) + error * (scaled[row * width + column] ?? 0);
        slopes[from + width] = (slopes[from + width] ?? 0) + error;
      }
    }
    const next = ahead.map((weight, at) => {
      const held = at % (width + 1) === width ? 0 : (ridge / rows) * weight;
      return weight - step * ((slopes[at] ?? 0) + held);
    });
    const push = round / (round + 3);
    ahead = next.map((weight, at) => weight + push * (weight - (weights[at] ?? 0)));
    weights = next;
  }
  return Array.from({ length: classes }, (_, each) => unscale(weights, each, width, means, spreads));
};

const classChances = (
  weights: Float64Array,
  scaled: Float32Array,
  row: number,
  width: number,
  into: Float64Array,
): void => {
  let most = -Infinity;
  for (let each = 0; each < into.length; each += 1) {
    const from = each * (width + 1);
    let sum = weights[from + width] ?? 0;
    for (let column = 0; column < width; column += 1)
      sum += (weights[from + column] ?? 0) * (scaled[row * width + column] ?? 0);
    into[each] = sum;
    most = Math.max(most, sum);
  }
  let total = 0;
  for (let each = 0; each < into.length; each += 1) {
    into[each] = Math.exp((into[each] ?? 0) - most);
    total += into[each] ?? 0;
  }
  for (let each = 0; each < into.length; each += 1) into[each] = (into[each] ?? 0) / total;
};

const measure = ({ values, width, rows }: Table) => {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let at = 0; at < values.length; at += 1) {
    const column = at % width;
    means[column] = (means[column] ?? 0) + (values[at] ?? 0) / rows;
    squares[column] = (squares[column] ?? 0) + (values[at] ?? 0) ** 2 / rows;
  }
  const spreads = squares.map((square, column) =>
    Math.max(leastSpread, Math.sqrt(Math.max(0, square - (means[column] ?? 0) ** 2))),
  );
  return { means, spreads };
};

const unscale = (
  weights: Float64Array,
  each: number,
  width: number,
  means: Float64Array,
  spreads: Float64Array,
): Line => {
  const from = each * (width + 1);
  const own = Array.from(
    { length: width },
    (_, column) => (weights[from + column] ?? 0) / (spreads[column] ?? 1),
  );
  const bias = own.reduce(
    (sum, weight, column) => sum - weight * (means[column] ?? 0),
    weights[from + width] ?? 0,
  );
  return { bias, weights: own };
};

const leastSpread = 0.2;
/** Bounds the curvature that the step is chosen by: standardised columns are far from all moving together. */
const largest = 40;
const rounds = 60;
