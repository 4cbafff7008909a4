import type { InvalidReason, Verdict } from '../../../domain/episode.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import type { Symptom } from '../../../domain/taxonomy.ts';
import { turnText } from '../../../domain/turn.ts';
import { cues } from './cues.ts';
import type { Breakdown } from './find-breakdowns.ts';
import { nameSymptom } from './name-symptom.ts';

/**
 * How sure the pushback of a breakdown must be to carry an episode. `evaluate -- episodes` prints what other values
 * would do and what leaving each repository out in turn picks.
 */
export const leastStrength = 0.6;

/** Does the developer's pushback carry the claim? A weak one, or approval with a remark, does not. */
export const judgeBreakdown = (found: Breakdown, least = leastStrength): Verdict => {
  const { pushbacks, developer } = found;
  const { symptom, why } = nameSymptom(found);
  if (pushbacks.length === 1 && cues.approval.test(turnText(developer).trim()))
    return invalid(symptom, 'The developer approves and only adds a remark.');
  if (strengthOf(pushbacks) < least)
    return invalid(symptom, `The pushback is weak (${strengthOf(pushbacks)}).`);
  return { label: 'valid', reason: null, note: why };
};

/** That at least one of them is pushback: what is said twice is surer than what is said once. */
const strengthOf = (pushbacks: readonly Pushback[]): number =>
  Math.round((1 - pushbacks.reduce((doubt, { strength }) => doubt * (1 - strength), 1)) * 100) / 100;

const invalid = (symptom: Symptom, note: string): Verdict => ({
  label: 'invalid',
  reason: reasons[symptom],
  note,
});

/** What the study calls a claim of this kind that no pushback supports. */
const reasons: Readonly<Record<Symptom, InvalidReason>> = {
  S1: 'invisible_project_context',
  S2: 'intention_claim_without_pushback',
  S3: 'evidence_contradicts_description',
  S4: 'unrequested_action_without_pushback',
  S5: 'invisible_agent_action',
  S6: 'invisible_agent_action',
  S7: 'invisible_agent_action',
  S8: 'collaboration_style_without_pushback',
};
