import { leastTold } from '../domain/least-told.ts';
import type { AdoptedRule, Relapse, RuleProof, RuleRate } from '../domain/proposed-rule.ts';
import type { IsoTime } from '../domain/turn.ts';

/** A session of the project, by when it began. */
export type DatedSession = { readonly id: string; readonly at: IsoTime | null };

/**
 * How often a rule was broken or had to be said again, before it was adopted and after: in how many of the sessions that
 * began then. A session that was open at that moment counts as before, and one without a time as neither.
 */
export const measureRelapse = (
  { at: adoptedAt, as, file }: AdoptedRule,
  sessions: readonly DatedSession[],
  signs: readonly RuleProof[],
): Relapse => {
  const bad = new Set(signs.flatMap(({ does, session }) => (does === 'says' ? [] : [session])));
  const rateOf = (part: readonly DatedSession[]): RuleRate => {
    const hits = part.filter(({ id }) => bad.has(id)).length;
    return { sessions: hits, n: part.length, share: part.length < leastTold ? null : hits / part.length };
  };
  const dated = sessions.flatMap(({ id, at }) => (at === null ? [] : [{ id, at }]));
  return {
    ...{ adoptedAt, as, file },
    before: rateOf(dated.filter(({ at }) => at < adoptedAt)),
    after: rateOf(dated.filter(({ at }) => at >= adoptedAt)),
  };
};
