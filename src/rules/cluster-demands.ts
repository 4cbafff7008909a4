import type { RuleProof } from '../domain/proposed-rule.ts';
import { type Demand, demandsSame } from './demand.ts';

/** Demands of one project that ask for the same. The first is the oldest, whose wording the others were held against. */
export type DemandCluster = {
  readonly demands: readonly [Demand, ...Demand[]];
  /** Every sign of them once, latest first. */
  readonly signs: readonly RuleProof[];
};

/**
 * Puts together what demands the same, and keeps what comes again. The oldest wording leads its cluster and every other
 * is held against it alone, so clusters never grow by chains of likeness and a new log makes no old one another.
 */
export const clusterDemands = (demands: readonly Demand[]): DemandCluster[] => {
  const clusters: [Demand, ...Demand[]][] = [];
  for (const demand of demands.toSorted(oldestFirst)) {
    const own = clusters.find(([leader]) => demandsSame(leader, demand));
    if (own) own.push(demand);
    else clusters.push([demand]);
  }
  return clusters.map(cluster => ({ demands: cluster, signs: signsOf(cluster) })).filter(comesAgain);
};

/**
 * A turn counts once, whatever it shows (an episode is told by the objection that its log holds), also where another log
 * holds a copy of it. An objection that comes again letter by
 * letter was pasted.
 */
const signsOf = (demands: readonly Demand[]): RuleProof[] => {
  const seen = new Set<string>();
  return demands
    .flatMap(({ origin, signs }) =>
      signs.filter(({ session, turn, words }) => {
        const copied = origin === words ? words : `${origin} ${turn} ${words}`;
        const names = [`${session} ${turn}`, copied];
        if (names.some(name => seen.has(name))) return false;
        for (const name of names) seen.add(name);
        return true;
      }),
    )
    .sort(byTime);
};

/**
 * Once is no habit. It comes again where two sessions say it for good, where it was broken and then had to be said
 * again, or where it was broken or objected to in two exchanges; what was only meant for one task does not, however
 * often such tasks are set.
 */
const comesAgain = ({ demands, signs }: DemandCluster): boolean => {
  const resisted = signs.filter(({ does }) => does !== 'says');
  const exchanges = new Set(resisted.map(({ session, turn }) => `${session} ${Math.floor(turn / 2)}`));
  if (exchanges.size >= 2) return true;
  if (!demands.some(({ lasting }) => lasting)) return false;
  const kinds = new Set(resisted.map(({ does }) => does));
  return kinds.size >= 2 || new Set(signs.map(({ session }) => session)).size >= 2;
};

const oldestFirst = (a: Demand, b: Demand): number =>
  (a.signs[0]?.at ?? '~').localeCompare(b.signs[0]?.at ?? '~') || a.session.localeCompare(b.session);
/** The latest first. */
export const byTime = (a: RuleProof, b: RuleProof): number =>
  (b.at ?? '').localeCompare(a.at ?? '') || b.session.localeCompare(a.session) || b.turn - a.turn;
