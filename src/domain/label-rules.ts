import { type Annotation, type Candidate, invalidReasons, type Verdict } from './episode.ts';

/**
 * The rules of the four axes that types and schemas cannot hold, each broken one in words; empty when all hold.
 * Source: the study's annotation guide.
 */
export const checkAnnotation = (annotation: Annotation): readonly string[] => [
  ...symptomFaults(annotation.symptom),
  ...causeFaults(annotation.cause),
  ...outcomeFaults(annotation.outcome),
  ...resolutionFaults(annotation.resolution),
];

/** What a candidate must have: words, and at least one quote that names a turn. */
export const checkCandidate = ({ id, name, description, evidence }: Candidate): readonly string[] =>
  faults([
    [isBlank(id), 'id is empty'],
    [isBlank(name), 'name is empty'],
    [isBlank(description), 'description is empty'],
    [evidence.length === 0, 'evidence is empty: no quote, no episode'],
    [evidence.some(({ quote }) => isBlank(quote)), 'a quote is empty'],
    [evidence.some(({ turn }) => !Number.isInteger(turn) || turn < 0), 'a turn is not a whole number'],
  ]);

/** A reason if and only if the verdict is invalid, and one that is known or `custom:snake_case`. */
export const checkVerdict = ({ label, reason }: Verdict): readonly string[] =>
  faults([
    [label === 'valid' && reason !== null, 'a valid verdict takes no reason'],
    [label === 'invalid' && reason === null, 'an invalid verdict needs a reason'],
    [
      reason !== null && !knownReason(reason),
      `reason "${reason}" is none of the known ones and not custom:snake_case`,
    ],
  ]);

const symptomFaults = ({ labels, other }: Annotation['symptom']): string[] => {
  const isOther = labels.includes('S8');
  return faults([
    [labels.length === 0, 'symptom needs at least one label'],
    [hasTwins(labels), 'symptom names a label twice'],
    [isOther && labels.length > 1, 'S8 excludes every other symptom'],
    [isOther && isBlank(other ?? ''), 'S8 needs a noun phrase in symptom.other'],
    [
      isOther && !isBlank(other ?? '') && !isPhrase(other ?? ''),
      'symptom.other must have three to eight words',
    ],
    [!isOther && other !== null, 'symptom.other is null unless the symptom is S8'],
  ]);
};

const causeFaults = ({ labels }: Annotation['cause']): string[] => {
  const codes = labels.map(({ label }) => label);
  return faults([
    [labels.length === 0, 'cause needs at least one label'],
    [labels.length > 2, 'cause takes two labels at most'],
    [hasTwins(codes), 'cause names a label twice'],
    [codes.includes('C7') && labels.length > 1, 'C7 excludes every other cause'],
    [labels.some(({ label, tier }) => label === 'C7' && tier !== null), 'C7 takes no evidence tier'],
    [labels.some(({ label, tier }) => label !== 'C7' && tier === null), 'C1 to C6 need an evidence tier'],
  ]);
};

const outcomeFaults = ({ severity, locus }: Annotation['outcome']): string[] => {
  const isDamage = severity === 'DS2' || severity === 'DS3';
  return faults([
    [isDamage && locus === null, 'DS2 and DS3 need a locus'],
    [!isDamage && locus !== null, 'locus is null unless the severity is DS2 or DS3'],
  ]);
};

const resolutionFaults = ({ status, resolver }: Annotation['resolution']): string[] =>
  faults([
    [status === 'RS1' && resolver === null, 'RS1 needs a resolver'],
    [status !== 'RS1' && resolver !== null, 'resolver is null unless the status is RS1'],
  ]);

const faults = (checks: readonly (readonly [broken: boolean, words: string])[]): string[] =>
  checks.flatMap(([broken, words]) => (broken ? [words] : []));

const isBlank = (text: string): boolean => text.trim() === '';
const isPhrase = (text: string): boolean => {
  const words = text.trim().split(/\s+/).length;
  return words >= 3 && words <= 8;
};
const hasTwins = (labels: readonly string[]): boolean => new Set(labels).size < labels.length;
const knownReason = (reason: string): boolean =>
  reason === 'quote_not_found' ||
  invalidReasons.some(known => known === reason) ||
  /^custom:[a-z0-9]+(?:_[a-z0-9]+)*$/.test(reason);
