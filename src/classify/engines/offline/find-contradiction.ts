import type { CheckedClaim } from '../../../domain/claim.ts';
import type { Claim } from '../../../domain/episode.ts';
import { type Turn, turnText, turnToolCalls } from '../../../domain/turn.ts';
import type { ClassifyInput } from '../../engine.ts';
import { toolLine } from '../../turn-evidence-text.ts';
import { cues } from './cues.ts';
import type { Objection } from './find-rule.ts';
import { sentencesOf, shortQuote } from './sentences.ts';

/** What the agent said of its own work, and what the log holds against it: a failed run, or the developer's words. */
export type Contradiction = {
  readonly claim: Claim;
  readonly against: Claim;
  readonly by: 'run' | 'developer';
};

/**
 * The claim of the turn that the developer answered, where it does not hold. A claim that a check passed is contradicted by its last run having
 * failed, or by words about that check; what such a run confirmed is not contradicted by words about something else.
 * Any other claim of proof is contradicted by a report of failure or by distrust. Null without both sides to quote.
 */
export const findContradiction = (objection: Objection, input: ClassifyInput): Contradiction | null => {
  const { pushbacks } = objection;
  const read = input.turns[pushbacks[0].turn - 2];
  if (!pushbacks.some(one => one.class === 'failure_report' || one.class === 'trust_challenge')) return null;
  if (read?.speaker !== 'agent') return null;
  const checked = input.claims.filter(({ turn }) => turn === read.number);
  return failedRun(checked, input.turns) ?? disputed(objection, read, checked);
};

const failedRun = (checked: readonly CheckedClaim[], turns: readonly Turn[]): Contradiction | null => {
  const claim = checked.findLast(({ verdict, run }) => verdict === 'failed' && run !== null);
  const call = callOf(claim, turns);
  if (!claim?.run || !call) return null;
  const against = { turn: claim.run.turn, quote: toolLine({ ...call, output: null }), context: ranBefore };
  return { claim: toQuote(claim.turn, claim.sentence), against, by: 'run' };
};
const ranBefore = 'The last such check before the claim, which failed.';

const callOf = (claim: CheckedClaim | undefined, turns: readonly Turn[]) => {
  const turn = claim?.run ? turns[claim.run.turn - 1] : undefined;
  return turn && turnToolCalls(turn).find(({ id }) => id === claim?.run?.callId);
};

const disputed = (
  { pushbacks, words }: Objection,
  read: Turn,
  checked: readonly CheckedClaim[],
): Contradiction | null => {
  const claims = pushbacks[0].class === 'trust_challenge' ? cues.claim : cues.proof;
  const verified = checked.filter(({ verdict }) => verdict === 'verified').map(({ sentence }) => sentence);
  const isProven = (sentence: string) =>
    !cues.check.test(words.quote) && verified.some(one => sentence.includes(one) || one.includes(sentence));
  const quote = claimsIn(read).findLast(
    sentence => claims.test(sentence) && !cues.intent.test(sentence) && !isProven(sentence),
  );
  return quote ? { claim: toQuote(read.number, quote), against: words, by: 'developer' } : null;
};

/** The end of a turn is what the developer read before answering. */
const claimsIn = (turn: Turn): string[] => sentencesOf(turnText(turn).slice(-4000));

const toQuote = (turn: number, sentence: string): Claim => ({
  turn,
  quote: shortQuote(sentence),
  context: 'What the agent claimed.',
});
