import type { Episode, Evidence } from './episode.ts';

type Placed = Pick<Episode, 'evidence' | 'onset' | 'pushback'>;

/**
 * How far two episodes of one session tell of the same thing: 0 not at all, 1 the same quotes in the same turns.
 *
 * The rule: they are the same when quotes of theirs overlap in one turn and they share a third of their turns (onset,
 * pushback and quoted ones), or when they share half of their turns. Names and labels do not count, for engines word
 * and judge the same breakdown differently; that is what a person compares.
 */
export const affinity = (a: Placed, b: Placed): number => {
  const quotes = sharedQuotes(a.evidence, b.evidence);
  const turns = sharedTurns(a, b);
  return turns >= 1 / 2 || (quotes > 0 && turns >= 1 / 3) ? (quotes + turns) / 2 : 0;
};

/** Which episode of one run is which of another: indexes into both, and what only one of them has. */
export type Matching = {
  readonly pairs: readonly (readonly [left: number, right: number])[];
  readonly onlyLeft: readonly number[];
  readonly onlyRight: readonly number[];
};

/**
 * Pairs the episodes of two runs over one session, each with one at most, those that share most first. To swap the runs
 * swaps the pairs and changes nothing else.
 */
export const matchEpisodes = (left: readonly Placed[], right: readonly Placed[]): Matching => {
  const candidates = left
    .flatMap((a, l) => right.map((b, r) => ({ l, r, share: affinity(a, b) })))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.l + a.r - (b.l + b.r));
  const [leftTaken, rightTaken] = [new Set<number>(), new Set<number>()];
  const pairs: [number, number][] = [];
  for (const { l, r } of candidates) {
    if (leftTaken.has(l) || rightTaken.has(r)) continue;
    leftTaken.add(l);
    rightTaken.add(r);
    pairs.push([l, r]);
  }
  return {
    pairs: pairs.sort(([a], [b]) => a - b),
    onlyLeft: [...left.keys()].filter(at => !leftTaken.has(at)),
    onlyRight: [...right.keys()].filter(at => !rightTaken.has(at)),
  };
};

/** The share of all quotes of both that overlap one of the other. */
const sharedQuotes = (a: readonly Evidence[], b: readonly Evidence[]): number => {
  const found = (some: readonly Evidence[], others: readonly Evidence[]) =>
    some.filter(one => others.some(other => overlap(one, other))).length;
  const all = a.length + b.length;
  return all === 0 ? 0 : (found(a, b) + found(b, a)) / all;
};

const overlap = (a: Evidence, b: Evidence): boolean =>
  a.turn === b.turn && a.start < b.end && b.start < a.end;

/** The turns of both by the turns of either. */
const sharedTurns = (a: Placed, b: Placed): number => {
  const [mine, theirs] = [turnsOf(a), turnsOf(b)];
  const both = [...mine].filter(turn => theirs.has(turn)).length;
  const either = mine.size + theirs.size - both;
  return either === 0 ? 0 : both / either;
};

const turnsOf = ({ evidence, onset, pushback }: Placed): Set<number> =>
  new Set([...evidence.map(({ turn }) => turn), ...pushback, ...(onset === null ? [] : [onset])]);
