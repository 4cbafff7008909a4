import type { Annotation } from '../../../domain/episode.ts';
import type { Locus, Symptom } from '../../../domain/taxonomy.ts';
import { turnText, turnToolCalls } from '../../../domain/turn.ts';
import { cues } from './cues.ts';
import type { Breakdown } from './find-breakdowns.ts';
import { nameSymptom } from './name-symptom.ts';
import { sentencesOf } from './sentences.ts';

/** The four axes by rules. Each label names the fact that it rests on; what no fact supports stays undetermined. */
export const labelBreakdown = (found: Breakdown): Annotation => {
  const { symptom, why } = nameSymptom(found);
  const { resolved } = found;
  return {
    symptom: { labels: withSelfReport(symptom, found), other: null, reasoning: why },
    cause: causeOf(symptom, found),
    outcome: outcomeOf(found),
    resolution: {
      status: resolved ? 'RS1' : 'RS2',
      resolver: resolved?.resolver ?? null,
      reasoning: resolved
        ? `Turn ${resolved.evidence.turn}: ${resolved.evidence.context}`
        : 'No later turn shows that it was put right.',
    },
  };
};

/** A claim that does not hold is a symptom of its own beside the fault that it hid. */
const withSelfReport = (symptom: Symptom, { contradiction }: Breakdown): Symptom[] =>
  contradiction && symptom !== 'S7' ? [symptom, 'S7'] : [symptom];

const causeOf = (symptom: Symptom, { onset, words, pushbacks, rule }: Breakdown): Annotation['cause'] => {
  const looked = turnToolCalls(onset).some(call => call.kind === 'read' || call.kind === 'search');
  if (symptom === 'S3' && rule)
    return {
      labels: [{ label: 'C6', tier: 'direct' }],
      reasoning: `Turn ${rule.stated.turn} gave the instruction in clear words, which are quoted.`,
    };
  if (symptom === 'S4')
    return {
      labels: [{ label: 'C2', tier: 'contextual' }],
      reasoning: `Turn ${words.turn} objects that turn ${onset.number} did more than was asked.`,
    };
  if (symptom === 'S1' && !looked)
    return {
      labels: [{ label: 'C3', tier: 'contextual' }],
      reasoning: `Turn ${onset.number} spoke of the project and read nothing of it.`,
    };
  if (symptom === 'S2' && (pushbacks[0].class === 'clarify_intent' || cues.wanted.test(words.quote)))
    return {
      labels: [{ label: 'C1', tier: 'contextual' }],
      reasoning: `Turn ${words.turn} had to say what was wanted.`,
    };
  return { labels: [{ label: 'C7', tier: null }], reasoning: 'The log does not show why.' };
};

const outcomeOf = (found: Breakdown): Annotation['outcome'] => {
  const { edits, onset, words } = found;
  const undone = isUndone(found);
  const locus = locusOf(found);
  if (undone && locus)
    return {
      severity: 'DS2',
      locus,
      reasoning: `Turn ${onset.number} applied it, and the pushback from turn ${words.turn} on has it undone.`,
    };
  if (turnText(onset).trim() === '' && edits.length === 0)
    return {
      severity: 'DS4',
      locus: null,
      reasoning: `The log does not show what turn ${onset.number} did.`,
    };
  return {
    severity: 'DS1',
    locus: null,
    reasoning: `Turn ${onset.number} cost attention; the log shows nothing that had to be undone.`,
  };
};

/** The developer asks for it to be undone or does so. A failure that is reported may speak of restoring and mean none. */
const isUndone = ({ pushbacks, words, developer }: Breakdown): boolean => {
  const isSeen = pushbacks.some(
    one => one.class === 'undo_request' || one.signals.some(({ kind }) => kind === 'revert'),
  );
  if (isSeen || pushbacks[0].class === 'failure_report') return isSeen;
  const said = [words.quote, ...sentencesOf(turnText(developer)).slice(0, 3)];
  return (
    pushbacks.some(({ secondary }) => secondary.includes('undo_request')) ||
    said.some(sentence => cues.undo.test(sentence))
  );
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
