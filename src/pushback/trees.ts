/**
 * Boosted trees as flat lists, one entry a split. A tree is its root's index; `left` and `right` lead to a split (0 and
 * up) or, as `-1 - index`, to a value. A number at or under the threshold goes left.
 */
export type Trees = {
  readonly roots: readonly number[];
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly values: readonly number[];
};

/** The trees' summed log-odds for one vector. */
export const sumTrees = (trees: Trees, vector: ArrayLike<number>): number => {
  let sum = 0;
  for (const root of trees.roots) {
    let at = root;
    while (at >= 0) {
      const isLeft = (vector[trees.feature[at] ?? 0] ?? 0) <= (trees.threshold[at] ?? 0);
      at = (isLeft ? trees.left[at] : trees.right[at]) ?? -1;
    }
    sum += trees.values[-1 - at] ?? 0;
  }
  return sum;
};
