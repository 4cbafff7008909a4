import type { Annotation } from '../../../domain/episode.ts';
import type { Locus, Symptom } from '../../../domain/taxonomy.ts';
import { turnText, turnToolCalls } from '../../../domain/turn.ts';
import { cues } from './cues.ts';
import type { Breakdown } from './find-breakdowns.ts';
import { sentencesOf } from './sentences.ts';

/** The four axes by rules. Each label names the fact that it rests on; what no fact supports stays undetermined. */
export const labelBreakdown = (found: Breakdown): Annotation => {
  const { symptom, why } = symptomOf(found);
  const { resolved } = found;
  return {
    symptom: { labels: withSelfReport(symptom, found), other: null, reasoning: why },
    cause: causeOf(symptom, found),
    outcome: outcomeOf(found),
    resolution: {
      status: resolved ? 'RS1' : 'RS2',
      resolver: resolved?.resolver ?? null,
      reasoning: resolved?.evidence.context ?? 'No later turn shows that it was put right.',
    },
  };
};

/** The symptom that fits best and the fact behind it. */
export const symptomOf = (found: Breakdown): { symptom: Symptom; why: string } => {
  const { pushbacks, words, rule, edits, runs, failedRun, claim, developer } = found;
  const said = `${words.quote}\n${turnText(developer).slice(0, 600)}`;
  const acted = edits.length + runs.length > 0;
  const kind = pushbacks[0].class;
  if (rule && rulesCount.has(kind))
    return { symptom: 'S3', why: `A rule stated in turn ${rule.turn} was not kept.` };
  if (kind === 'trust_challenge' && claim)
    return { symptom: 'S7', why: 'The developer disputes what the agent claimed.' };
  if (kind === 'failure_report') {
    if (edits.length === 0 && failedRun)
      return { symptom: 'S6', why: `The command failed: ${failedRun.target.slice(0, 80)}` };
    return { symptom: 'S5', why: 'The developer reports that delivered work does not work.' };
  }
  const overdone = kind === 'scope_objection' || cues.overreach.test(said);
  if (overdone && acted)
    return { symptom: 'S4', why: 'The developer objects to an act that nobody asked for.' };
  if (cues.fact.test(said) && kind === 'correction')
    return { symptom: 'S1', why: 'The developer corrects a belief about the project.' };
  return { symptom: 'S2', why: 'The developer says that something else was meant.' };
};

/** A failed command counts against a claim only if it came in the same turn; the developer's words always do. */
const withSelfReport = (symptom: Symptom, { claim, pushbacks, failedRun }: Breakdown): Symptom[] => {
  const contradicted = pushbacks[0].class === 'failure_report' || failedRun !== null;
  const claimsProof = claim !== null && cues.proof.test(claim.quote);
  return symptom !== 'S7' && contradicted && claimsProof ? [symptom, 'S7'] : [symptom];
};

const rulesCount = new Set(['constraint_reminder', 'scope_objection', 'correction', 'undo_request']);

const causeOf = (symptom: Symptom, { onset, words, pushbacks, rule }: Breakdown): Annotation['cause'] => {
  const looked = turnToolCalls(onset).some(call => call.kind === 'read' || call.kind === 'search');
  if (symptom === 'S3' && rule)
    return {
      labels: [{ label: 'C6', tier: 'direct' }],
      reasoning: 'The instruction was clear and is quoted.',
    };
  if (symptom === 'S4')
    return {
      labels: [{ label: 'C2', tier: 'contextual' }],
      reasoning: 'The agent did more than it was asked to.',
    };
  if (symptom === 'S1' && !looked)
    return {
      labels: [{ label: 'C3', tier: 'contextual' }],
      reasoning: 'It acted on the project in a turn in which it read nothing of it.',
    };
  if (symptom === 'S2' && (pushbacks[0].class === 'clarify_intent' || cues.wanted.test(words.quote)))
    return {
      labels: [{ label: 'C1', tier: 'contextual' }],
      reasoning: 'The developer had to say what was wanted.',
    };
  return { labels: [{ label: 'C7', tier: null }], reasoning: 'The log does not show why.' };
};

const outcomeOf = (found: Breakdown): Annotation['outcome'] => {
  const { edits, onset } = found;
  const undone = isUndone(found);
  const locus = locusOf(found);
  if (undone && locus)
    return { severity: 'DS2', locus, reasoning: 'It was applied, and the developer had it undone.' };
  if (turnText(onset).trim() === '' && edits.length === 0)
    return { severity: 'DS4', locus: null, reasoning: 'The log does not show what the agent did.' };
  return {
    severity: 'DS1',
    locus: null,
    reasoning: 'It cost attention; the log shows nothing that had to be undone.',
  };
};

/** The developer asks for it to be undone or does so. A failure that is reported may speak of restoring and mean none. */
const isUndone = ({ pushbacks, words, developer }: Breakdown): boolean => {
  const [first] = pushbacks;
  const isAsked = pushbacks.some(
    one =>
      [one.class, ...one.secondary].includes('undo_request') ||
      one.signals.some(({ kind }) => kind === 'revert'),
  );
  const said = [words.quote, ...sentencesOf(turnText(developer)).slice(0, 3)];
  return isAsked || (first.class !== 'failure_report' && said.some(sentence => cues.undo.test(sentence)));
};

/** The most severe place that the objected turn touched; null when it touched nothing. */
const locusOf = ({ edits, runs }: Breakdown): Locus | null => {
  const ran = runs.map(call => call.target).join('\n');
  const paths = edits.flatMap(call => [call.target, ...call.edits.map(({ path }) => path)]).join('\n');
  if (/\bgit push\b|\b(?:deploy|publish)\b|\b(?:kubectl|terraform) apply\b/.test(ran)) return 'DL4';
  if (
    /(?:^|[/\\])\.(?:env|bashrc|zshrc|npmrc|profile)\b/m.test(paths) ||
    /\bexport \w+=|\b(?:npm|pip) (?:i|install) -g\b|\bapt(?:-get)? install\b/.test(ran)
  )
    return 'DL3';
  if (/\bgit (?:commit|reset|rebase|merge|checkout|stash|rm)\b|\brm -/.test(ran)) return 'DL2';
  return edits.length > 0 ? 'DL1' : null;
};
