import type { AlignmentGoal, Candidate, Claim, Confidence } from '../../../domain/episode.ts';
import type { Symptom } from '../../../domain/taxonomy.ts';
import { turnText } from '../../../domain/turn.ts';
import type { Breakdown } from './find-breakdowns.ts';
import { symptomOf } from './label-breakdown.ts';
import { firstLine } from './sentences.ts';

/** A breakdown as a candidate: named and told from its facts alone, with the quotes in the order of the turns. */
export const describeBreakdown = (found: Breakdown, index: number): Candidate => {
  const { symptom } = symptomOf(found);
  return {
    id: `M${String(index + 1).padStart(3, '0')}`,
    name: nameOf(symptom, found),
    description: storyOf(found),
    goal: goals[symptom],
    confidence: confidenceOf(found),
    evidence: evidenceOf(found),
  };
};

const evidenceOf = ({ rule, act, claim, words, resolved }: Breakdown): Claim[] =>
  [rule, act, claim, words, resolved?.evidence ?? null]
    .filter(one => one !== null)
    .filter(
      (one, at, all) => all.findIndex(({ turn, quote }) => turn === one.turn && quote === one.quote) === at,
    );

const names: Readonly<Record<Symptom, string>> = {
  S1: 'Wrong Picture of the Project',
  S2: 'Request Taken Differently Than Meant',
  S3: 'Stated Instruction Not Followed',
  S4: 'Change That Nobody Asked For',
  S5: 'Delivered Work That Does Not Work',
  S6: 'Command That Failed',
  S7: 'Claim That Does Not Hold',
  S8: 'Breakdown of Another Kind',
};

const goals: Readonly<Record<Symptom, AlignmentGoal>> = {
  S1: 'instruction',
  S2: 'intention',
  S3: 'instruction',
  S4: 'intention',
  S5: 'instruction',
  S6: 'instruction',
  S7: 'instruction',
  S8: 'both',
};

const nameOf = (symptom: Symptom, { edits }: Breakdown): string => {
  const [file] = edits.map(({ target }) => target.split(/[/\\]/).at(-1) ?? '').filter(Boolean);
  return file && file.length <= 40 ? `${names[symptom]}: ${file}` : names[symptom];
};

const storyOf = (found: Breakdown): string => {
  const { asked, onset, words, pushbacks, rule, claim, resolved } = found;
  const request = asked ? firstLine(turnText(asked)) : '';
  const times = pushbacks.length;
  return [
    asked && request ? `In turn ${asked.number} the developer asked: “${request}”.` : '',
    rule && rule.turn !== asked?.number ? `Turn ${rule.turn} had said: “${rule.quote}”.` : '',
    `In turn ${onset.number} the agent ${actWords(found)}${claim ? ` and claimed: “${claim.quote}”` : ''}.`,
    `The developer pushed back in turn ${words.turn}: “${words.quote}”.`,
    times > 1 ? `It took ${times} turns of pushback, up to turn ${pushbacks.at(-1)?.turn}.` : '',
    resolved
      ? `Turn ${resolved.evidence.turn} shows that it was put right.`
      : 'No later turn shows that it was put right.',
  ]
    .filter(sentence => sentence !== '')
    .join(' ');
};

const actWords = ({ edits, runs, failedRun }: Breakdown): string => {
  const parts = [
    edits.length > 0 ? `changed files ${times(edits.length)}` : '',
    runs.length > 0 ? `ran commands ${times(runs.length)}${failedRun ? ', with failures,' : ''}` : '',
  ].filter(part => part !== '');
  return parts.join(' and ') || 'answered';
};
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const confidenceOf = ({ pushbacks, rule, claim, edits, runs }: Breakdown): Confidence => {
  const strength = Math.max(...pushbacks.map(one => one.strength));
  const seen = rule !== null || claim !== null || edits.length + runs.length > 0;
  if (strength >= 0.85 && seen) return 'high';
  return strength >= 0.7 ? 'medium' : 'low';
};
