import config from '../../config/pushback-cues.json' with { type: 'json' };
import type { PushbackClass } from '../domain/pushback.ts';
import type { Circumstance } from './context.ts';
import type { Found } from './cues.ts';

/**
 * How sure the signs are that a turn pushes back, from 0 to 1: the logistic of the summed log-odds. The weights were
 * fitted on labelled turns so that 0.5 is the threshold.
 */
export const toStrength = (found: readonly Found[], circumstances: readonly Circumstance[]): number => {
  const odds =
    config.bias +
    found.reduce((sum, { cue }) => sum + cue.weight, 0) +
    circumstances.reduce((sum, name) => sum + config.context[name], 0);
  return 1 / (1 + Math.exp(-odds));
};

/**
 * The classes that the words speak for, the primary one first. What is contested decides, in the guide's order (§3.3),
 * but a class that its cues name much less clearly than another is not let before it.
 */
export const rankClasses = (found: readonly Found[]): PushbackClass[] => {
  const weights = order.map(name => ({ name, weight: weightOf(found, name) }));
  const most = Math.max(...weights.map(({ weight }) => weight));
  const named = weights.filter(({ weight }) => weight > 0);
  const strong = named.filter(({ weight }) => weight >= most * nearEnough);
  return [...new Set([...strong, ...named].map(({ name }) => name))];
};

/** First match wins. Source: guide §3.3. */
const order: readonly PushbackClass[] = [
  'trust_challenge',
  'constraint_reminder',
  'scope_objection',
  'failure_report',
  'clarify_intent',
  'correction',
  'undo_request',
  'rejection',
  'interruption',
];
const nearEnough = 0.3;

const weightOf = (found: readonly Found[], name: PushbackClass): number =>
  found.reduce((sum, { cue }) => sum + (cue.class === name ? cue.prior : 0), 0);
