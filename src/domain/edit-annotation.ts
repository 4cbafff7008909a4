import type { Annotation } from './episode.ts';
import { checkAnnotation } from './label-rules.ts';
import type { Cause, EvidenceTier, Locus, Resolver, Severity, Symptom } from './taxonomy.ts';

/**
 * The changes that a person can make to the labels of an episode. Each gives labels that keep every rule
 * (label-rules.ts), so no chain of them leads to a combination that cannot be.
 */

/** Puts a symptom on or takes it off; the last one stays, and S8 goes when another comes. */
export const toggleSymptom = (annotation: Annotation, code: Exclude<Symptom, 'S8'>): Annotation => {
  const others = annotation.symptom.labels.filter(label => label !== code && label !== 'S8');
  const isOn = annotation.symptom.labels.includes(code);
  const labels = isOn ? others : [...others, code];
  if (labels.length === 0) return annotation;
  return { ...annotation, symptom: { ...annotation.symptom, labels: labels.sort(), other: null } };
};

/** Makes S8 the only symptom, in these words; what is wrong with them where they cannot be. */
export const nameOtherSymptom = (
  annotation: Annotation,
  words: string,
): { readonly annotation: Annotation } | { readonly fault: string } => {
  const named: Annotation = {
    ...annotation,
    symptom: { ...annotation.symptom, labels: ['S8'], other: words.trim() },
  };
  const [fault] = checkAnnotation(named);
  return fault === undefined ? { annotation: named } : { fault };
};

/** Takes a cause off; the last one stays. */
export const removeCause = (annotation: Annotation, code: Cause): Annotation => {
  const labels = annotation.cause.labels.filter(({ label }) => label !== code);
  return labels.length === 0 ? annotation : withCauses(annotation, labels);
};

/** Adds a cause with its tier: C7 and the others drive each other out, and where two stand already none is added. */
export const addCause = (
  annotation: Annotation,
  code: Exclude<Cause, 'C7'>,
  tier: EvidenceTier,
): Annotation => {
  const others = annotation.cause.labels.filter(({ label }) => label !== code && label !== 'C7');
  return others.length > 1 ? annotation : withCauses(annotation, [...others, { label: code, tier }]);
};

/** No attribution is supported. */
export const setNoCause = (annotation: Annotation): Annotation =>
  withCauses(annotation, [{ label: 'C7', tier: null }]);

const withCauses = (annotation: Annotation, labels: Annotation['cause']['labels']): Annotation => ({
  ...annotation,
  cause: { ...annotation.cause, labels },
});

/** Every outcome that there can be: damage has a place, nothing else has. */
export type Outcome =
  | { readonly severity: Exclude<Severity, 'DS2' | 'DS3'>; readonly locus: null }
  | { readonly severity: 'DS2' | 'DS3'; readonly locus: Locus };
export const setOutcome = (annotation: Annotation, outcome: Outcome): Annotation => ({
  ...annotation,
  outcome: { ...annotation.outcome, ...outcome },
});

/** By whom it was resolved; null: the log shows no fix. */
export const setResolver = (annotation: Annotation, resolver: Resolver | null): Annotation => ({
  ...annotation,
  resolution: { ...annotation.resolution, status: resolver ? 'RS1' : 'RS2', resolver },
});

/**
 * What a person's labels become on file: an axis that was left as the engine had it keeps the engine's reasons, another
 * has none, for they spoke for other labels. Null when every axis was left so.
 */
export const toOwnAnnotation = (edited: Annotation, engines: Annotation): Annotation | null => {
  const isLeft = (axis: Axis) => inFull(axis, edited) === inFull(axis, engines);
  if (axes.every(isLeft)) return null;
  const reasoned = <Name extends Axis>(axis: Name): Annotation[Name] =>
    isLeft(axis) ? engines[axis] : { ...edited[axis], reasoning: '' };
  return {
    symptom: reasoned('symptom'),
    cause: reasoned('cause'),
    outcome: reasoned('outcome'),
    resolution: reasoned('resolution'),
  };
};

export const axes = ['symptom', 'cause', 'outcome', 'resolution'] as const;
export type Axis = (typeof axes)[number];

/** All that a person can set on an axis. */
const inFull = (axis: Axis, annotation: Annotation): string => {
  const tiers = annotation.cause.labels.map(({ label, tier }) => `${label} ${tier}`).sort();
  if (axis === 'cause') return tiers.join('+');
  const other = axis === 'symptom' ? annotation.symptom.other : null;
  return `${axisAnswer(axis, annotation)} ${other ?? ''}`;
};

/** The labels of an axis as one answer, to compare judges by: `S2+S3`, `C6`, `DS2 DL1`, `RS2`. Tiers are left out. */
export const axisAnswer = (axis: Axis, { symptom, cause, outcome, resolution }: Annotation): string => {
  switch (axis) {
    case 'symptom':
      return [...symptom.labels].sort().join('+');
    case 'cause':
      return cause.labels
        .map(({ label }) => label)
        .sort()
        .join('+');
    case 'outcome':
      return [outcome.severity, outcome.locus ?? ''].join(' ').trim();
    case 'resolution':
      return [resolution.status, resolution.resolver ?? ''].join(' ').trim();
  }
};
