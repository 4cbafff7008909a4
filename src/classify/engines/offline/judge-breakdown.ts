import type { InvalidReason, Verdict } from '../../../domain/episode.ts';
import type { Symptom } from '../../../domain/taxonomy.ts';
import { turnText } from '../../../domain/turn.ts';
import { cues } from './cues.ts';
import type { Breakdown } from './find-breakdowns.ts';
import { symptomOf } from './label-breakdown.ts';

/** Least strength of a single pushback that carries an episode; picked for precision on 138 published sessions. */
export const leastStrength = 0.8;

/** Does the developer's pushback carry the claim? A weak one, or approval with a remark, does not. */
export const judgeBreakdown = (found: Breakdown): Verdict => {
  const { pushbacks, developer } = found;
  const strength = Math.max(...pushbacks.map(one => one.strength));
  const { symptom, why } = symptomOf(found);
  if (pushbacks.length === 1 && cues.approval.test(turnText(developer).trim()))
    return invalid(symptom, 'The developer approves and only adds a remark.');
  if (strength < leastStrength && pushbacks.length === 1)
    return invalid(symptom, `The pushback is weak (${strength}) and was not repeated.`);
  return { label: 'valid', reason: null, note: why };
};

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
