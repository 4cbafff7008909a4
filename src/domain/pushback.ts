import type { IsoTime } from './turn.ts';

/** The ten classes of a developer turn, without `none`. Source: the study's pushback guide, first match wins. */
export const pushbackClasses = [
  'correction',
  'rejection',
  'failure_report',
  'constraint_reminder',
  'scope_objection',
  'clarify_intent',
  'interruption',
  'undo_request',
  'trust_challenge',
] as const;
export type PushbackClass = (typeof pushbackClasses)[number];

/**
 * An observable sign of pushback. `words` come from the turn's own text: `start` and `end` are UTF-16 offsets into
 * `turnText(turn)`. The other kinds have no words: `start` and `end` are null and `text` says what was seen.
 */
export type Signal = {
  readonly kind: 'words' | 'interruption' | 'refusal' | 'repeat' | 'revert' | 'context';
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
  /** How much the sign added to the logarithm of the odds; absent where it decided by rule. */
  readonly contribution?: number;
};

/** What a pushback is about. Names are in small letters, a file's without its folders, so that they can be counted together. */
export type Subject = { readonly kind: 'rule' | 'file' | 'command'; readonly name: string };

/** A turn that corrects, objects, stops or distrusts. `strength` runs from 0 to 1. */
export type Pushback = {
  readonly turn: number;
  readonly class: PushbackClass;
  readonly secondary: readonly PushbackClass[];
  readonly strength: number;
  readonly signals: readonly Signal[];
  /** Absent where the log names nothing, or where only the turn itself was read. */
  readonly about?: Subject;
};

/** The text of the `context` signal that the agent's answer took the blame: “you're right”, “sorry”. */
export const concessionText = 'the agent then conceded';

/** Was nothing said, so that only what the developer did tells it? */
export const isSilent = ({ signals }: Pushback): boolean =>
  signals.length > 0 && signals.every(({ kind }) => kind !== 'words');

/**
 * A person's word on whether a turn pushes back, which wins over the detector's: `accepted` is pushback as detected,
 * `edited` is pushback of another class or one that was not detected, `rejected` is none. `class` is null when rejected.
 */
export type PushbackReview = {
  readonly decision: 'accepted' | 'rejected' | 'edited';
  readonly class: PushbackClass | null;
  readonly note: string;
  readonly at: IsoTime;
};

/**
 * Pushback as a person left it, in turn order: what they rejected is gone, what they classed has their class, and a turn
 * that detection passed over is one. `reviews` is by turn number.
 */
export const reviewPushbacks = (
  detected: readonly Pushback[],
  reviews: ReadonlyMap<number, PushbackReview>,
): Pushback[] => {
  const kept = detected.flatMap(pushback => {
    const review = reviews.get(pushback.turn);
    if (review?.decision === 'rejected') return [];
    return [review?.class ? reclassed(pushback, review.class) : pushback];
  });
  const known = new Set(detected.map(({ turn }) => turn));
  const added = [...reviews].flatMap(([turn, review]): Pushback[] =>
    review.class && review.decision !== 'rejected' && !known.has(turn)
      ? [{ turn, class: review.class, secondary: [], strength: 1, signals: [] }]
      : [],
  );
  return [...kept, ...added].sort((a, b) => a.turn - b.turn);
};

const reclassed = (pushback: Pushback, name: PushbackClass): Pushback => ({
  ...pushback,
  class: name,
  secondary: pushback.secondary.filter(other => other !== name),
});
