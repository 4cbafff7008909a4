import type { AlignmentGoal, Candidate, Claim, Confidence } from '../../../domain/episode.ts';
import type { Symptom } from '../../../domain/taxonomy.ts';
import { turnText } from '../../../domain/turn.ts';
import type { Breakdown } from './find-breakdowns.ts';
import { nameSymptom } from './name-symptom.ts';
import { firstLine } from './sentences.ts';

/** A breakdown as a candidate: named and told from its facts alone, with the quotes in the order of the turns. */
export const describeBreakdown = (found: Breakdown, index: number): Candidate => {
  const { symptom } = nameSymptom(found);
  return {
    id: `M${String(index + 1).padStart(3, '0')}`,
    name: nameOf(symptom, found),
    description: storyOf(found),
    goal: goals[symptom],
    confidence: confidenceOf(found),
    evidence: evidenceOf(found),
  };
};

const evidenceOf = ({ rule, act, contradiction, words, resolved }: Breakdown): Claim[] =>
  [
    rule?.stated,
    rule?.brokenBy ?? act,
    rule?.saidAgain,
    contradiction?.claim,
    contradiction?.against,
    words,
    resolved?.evidence,
  ]
    .filter(one => one !== null && one !== undefined)
    .sort((a, b) => a.turn - b.turn)
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
  const { asked, onset, words, pushbacks, rule, contradiction, resolved } = found;
  const request = asked ? firstLine(turnText(asked)) : '';
  const times = pushbacks.length;
  return [
    asked && request ? `In turn ${asked.number} the developer asked: “${request}”.` : '',
    rule && rule.stated.turn < onset.number && rule.stated.turn !== asked?.number
      ? `Turn ${rule.stated.turn} had said: “${rule.stated.quote}”.`
      : '',
    `In turn ${onset.number} the agent ${actWords(found)}${contradiction ? ` and claimed: “${contradiction.claim.quote}”` : ''}.`,
    `The developer pushed back in turn ${words.turn}: “${words.quote}”.`,
    rule?.saidAgain ? `Turn ${rule.saidAgain.turn} had to say it again: “${rule.saidAgain.quote}”.` : '',
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

const confidenceOf = ({ pushbacks, rule, contradiction, edits, runs }: Breakdown): Confidence => {
  const strength = Math.max(...pushbacks.map(one => one.strength));
  const seen = rule !== null || contradiction !== null || edits.length + runs.length > 0;
  if (strength >= 0.85 && seen) return 'high';
  return strength >= 0.7 ? 'medium' : 'low';
};
