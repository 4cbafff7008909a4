import study from '../../config/published-study.json' with { type: 'json' };

/** What the study found, as counts: the same functions that count here make its percentages. */
export const published = study;

/** Counts of the two kinds of sessions, and their sum. */
export type Parts = { readonly all: number; readonly ide: number; readonly cli: number };

export const partsOf = (pair: readonly number[]): Parts => {
  const [ide = 0, cli = 0] = pair;
  return { all: ide + cli, ide, cli };
};

/** The published counts of one axis by label. */
export const publishedCounts = (
  axis: Readonly<Record<string, readonly number[]>>,
): ReadonlyMap<string, Parts> => new Map(Object.entries(axis).map(([code, pair]) => [code, partsOf(pair)]));
