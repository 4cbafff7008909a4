import type { CheckedClaim } from '../../../domain/claim.ts';
import type { Episode } from '../../../domain/episode.ts';
import type { Mark } from '../../../domain/mark.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import type { MomentOrigin, StandingRule } from '../../../domain/standing-rule.ts';
import type { ModelLabels } from '../../../domain/turn-label.ts';

/** What is known of a session besides its turns. */
export type SessionFacts = {
  readonly pushbacks: readonly Pushback[];
  /** What is a little too weak to count as pushback. */
  readonly doubtful: readonly Pushback[];
  readonly origins: readonly MomentOrigin[];
  readonly rules: readonly StandingRule[];
  readonly claims: readonly CheckedClaim[];
  readonly marks: readonly Mark[];
  /** What a model says of the turns; null where none was asked. */
  readonly labels: ModelLabels | null;
  /** Null when it was never classified. */
  readonly episodes: readonly Episode[] | null;
};

export const noFacts: SessionFacts = {
  pushbacks: [],
  doubtful: [],
  origins: [],
  rules: [],
  claims: [],
  marks: [],
  labels: null,
  episodes: null,
};
