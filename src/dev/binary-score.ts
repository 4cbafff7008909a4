/** How often a yes-or-no judgement is right: counts, with precision, recall and F1 read from them. */
export type BinaryScore = {
  readonly right: number;
  readonly false: number;
  readonly missed: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How many truly are. */
  readonly n: number;
};

/** Counts over items; a share of nothing is 0. */
export const scoreBinary = <Item>(
  items: readonly Item[],
  isTrue: (item: Item) => boolean,
  isSaid: (item: Item) => boolean,
): BinaryScore => {
  const right = items.filter(item => isTrue(item) && isSaid(item)).length;
  const wrong = items.filter(item => !isTrue(item) && isSaid(item)).length;
  const missed = items.filter(item => isTrue(item) && !isSaid(item)).length;
  return {
    right,
    false: wrong,
    missed,
    precision: right / Math.max(1, right + wrong),
    recall: right / Math.max(1, right + missed),
    f1: (2 * right) / Math.max(1, 2 * right + wrong + missed),
    n: right + missed,
  };
};

/** The heading that `formatScore` lines stand under. */
export const scoreHeading = (title: string): string =>
  toLine(title, ['precision', 'recall', 'F1', 'positive', 'rows']);

export const formatScore = (name: string, { precision, recall, f1, n }: BinaryScore, rows: number): string =>
  toLine(name, [formatShare(precision), formatShare(recall), f1.toFixed(3), String(n), String(rows)]);

export const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`;

const toLine = (name: string, cells: readonly string[]): string =>
  name.slice(0, 35).padEnd(36) + cells.map(cell => cell.padStart(11)).join('');
