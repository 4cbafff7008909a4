/** Rows of numbers, row by row: `values[row * width + column]`. */
export type Table = { readonly values: Float64Array; readonly width: number; readonly rows: number };

/** `of` holds bins column by column, as splits read them. */
export type Bins = {
  readonly of: Uint8Array;
  readonly edges: readonly (readonly number[])[];
  readonly table: Table;
};
/** Cuts every column into at most `mostBins` bins of about equal size. */
export const toBins = (table: Table): Bins => {
  const of = new Uint8Array(table.values.length);
  const edges = Array.from({ length: table.width }, (_, column) => {
    const sorted = Float64Array.from(
      { length: table.rows },
      (_, row) => table.values[row * table.width + column] ?? 0,
    ).sort();
    const cuts = toEdges(sorted);
    for (let row = 0; row < table.rows; row += 1) {
      const value = table.values[row * table.width + column] ?? 0;
      let bin = 0;
      while (bin < cuts.length && value > (cuts[bin] ?? 0)) bin += 1;
      of[column * table.rows + row] = bin;
    }
    return cuts;
  });
  return { of, edges, table };
};

/** Thresholds between neighbouring values, rounded as they are stored. */
const toEdges = (sorted: Float64Array): number[] => {
  const distinct = [...new Set(sorted)];
  const quantiles = Array.from(
    { length: mostBins - 1 },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / mostBins)] ?? 0,
  );
  const kept = distinct.length <= mostBins ? distinct : [...new Set(quantiles)];
  const cuts = kept.flatMap(value => {
    const next = distinct[distinct.indexOf(value) + 1];
    return next === undefined ? [] : [Math.round(((value + next) / 2) * 1e4) / 1e4];
  });
  return [...new Set(cuts)];
};

export const mostBins = 32;
