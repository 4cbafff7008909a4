/** Pearson's correlation of two equally long lists; 0 when one of them does not vary. */
export const pearson = (xs: readonly number[], ys: readonly number[]): number => {
  const [mx, my] = [mean(xs), mean(ys)];
  const sum = (of: (at: number) => number) => xs.reduce((total, _x, at) => total + of(at), 0);
  const dx = (at: number) => (xs[at] ?? 0) - mx;
  const dy = (at: number) => (ys[at] ?? 0) - my;
  const spread = Math.sqrt(sum(at => dx(at) ** 2) * sum(at => dy(at) ** 2));
  return spread === 0 ? 0 : sum(at => dx(at) * dy(at)) / spread;
};

/** Spearman's rank correlation; equal values share their mean rank. */
export const spearman = (xs: readonly number[], ys: readonly number[]): number =>
  pearson(toRanks(xs), toRanks(ys));

/** Half the summed differences of two distributions given as counts: 0 the same, 1 nothing in common. */
export const totalVariation = (
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): number => {
  const [n, m] = [total(one), total(other)];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const differences = keys.map(key =>
    Math.abs((one[key] ?? 0) / Math.max(1, n) - (other[key] ?? 0) / Math.max(1, m)),
  );
  return differences.reduce((sum, one) => sum + one, 0) / 2;
};

const toRanks = (xs: readonly number[]): number[] =>
  xs.map(x => {
    const below = xs.filter(other => other < x).length;
    const same = xs.filter(other => other === x).length;
    return below + (same + 1) / 2;
  });
const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length);
const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
