import glosses from '../../config/pushback-classes.json' with { type: 'json' };
import type { Classification, Confidence } from './episode.ts';
import type { PushbackClass } from './pushback.ts';

/**
 * What a model says of one developer turn; `class` null: no pushback. It stands beside what was found offline and never
 * counts as that.
 */
export type TurnLabel = {
  readonly turn: number;
  readonly class: PushbackClass | null;
  readonly secondary: readonly PushbackClass[];
  readonly confidence: Confidence;
};

/** What each class means, in the order of precedence, as people and prompts read it. */
export const classGlosses: Readonly<Record<PushbackClass | 'none', string>> = glosses;

/** The labels of a session's turns, and the model that gave them. */
export type ModelLabels = { readonly model: string; readonly labels: readonly TurnLabel[] };

/** The labels of the newest run that asked for them, for later runs without them take nothing back; null where none did. */
export const newestLabels = (
  runs: readonly Pick<Classification, 'run' | 'turnLabels'>[],
): ModelLabels | null => {
  const labelled = runs.findLast(({ turnLabels }) => turnLabels !== undefined);
  if (!labelled?.turnLabels) return null;
  return { model: labelled.run.model ?? labelled.run.engine, labels: labelled.turnLabels };
};
