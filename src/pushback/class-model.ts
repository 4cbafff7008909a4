import { type PushbackClass, pushbackClasses } from '../domain/pushback.ts';
import type { Found } from './cues.ts';
import { dot } from './model.ts';

/** One line a class over a scorer's vector, in the order of `pushbackClasses`. */
export type ClassModel = readonly { readonly bias: number; readonly weights: readonly number[] }[];

export type RankedClass = { readonly name: PushbackClass; readonly share: number };

/**
 * How likely each class is, given that the turn pushes back; the likeliest first. A cue that names its class clearly
 * speaks for it beyond what was fitted, for of the rarer classes the labels hold too few to learn from.
 */
export const rankClasses = (
  model: ClassModel,
  vector: ArrayLike<number>,
  cues: readonly Found[],
): RankedClass[] => {
  const [named] = clearClasses(cues);
  const scores = model.map(
    ({ bias, weights }, index) =>
      bias + dot(weights, vector) + (pushbackClasses[index] === named ? clearCue : 0),
  );
  const most = Math.max(...scores);
  const shares = scores.map(score => Math.exp(score - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return pushbackClasses
    .map((name, index) => ({ name, share: (shares[index] ?? 0) / total }))
    .toSorted((a, b) => b.share - a.share);
};

/** The classes that a cue names clearly, in the guide's order. */
export const clearClasses = (cues: readonly Found[]): PushbackClass[] =>
  guideOrder.filter(name =>
    cues.some(({ cue }) => cue.class === name && cue.prior >= (name === 'failure_report' ? 1 : clear)),
  );

/**
 * First match wins. Source: guide §3.3, but for undoing, which stands before correction: a "no" in front of "revert it"
 * is no correction.
 */
const guideOrder: readonly PushbackClass[] = [
  'trust_challenge',
  'constraint_reminder',
  'scope_objection',
  'failure_report',
  'clarify_intent',
  'undo_request',
  'correction',
  'rejection',
];
const clear = 2;
/** Log-odds. */
const clearCue = 4;
