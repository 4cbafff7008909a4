import type { CheckedClaim } from './claim.ts';
import type { Lineage } from './lineage.ts';
import { type Pushback, type PushbackReview, reviewPushbacks } from './pushback.ts';
import type { SessionHead } from './session.ts';
import type { MomentOrigin, StandingRule } from './standing-rule.ts';
import type { IsoTime } from './turn.ts';

/** A session as it is listed. The counts are null until the whole log has been read. */
export type SessionSummary = {
  readonly head: SessionHead;
  readonly bytes: number;
  readonly modifiedAt: IsoTime;
  readonly counts: SessionCounts | null;
  /** Absent where no other log holds a turn of this session, or none was read yet. */
  readonly lineage?: Lineage;
};

/** How many turns at its beginning another session holds too; they are counted there. */
export const repeatedTurns = ({ lineage }: SessionSummary): number => lineage?.beginsAs?.turns ?? 0;

/** Is this a session to list? Not a subagent's, and not one that another session holds whole. */
export const isListed = ({ head, lineage }: SessionSummary): boolean =>
  head.parent === null && !lineage?.isCopy;

/** When a session was last at work, as far as its log or its file tells: its place in every list. */
export const lastActive = ({ head, modifiedAt }: SessionSummary): IsoTime =>
  head.endedAt ?? head.startedAt ?? modifiedAt;

/** Orders sessions newest first; ties by id, so that the order never changes by itself. */
export const newestFirst = (a: SessionSummary, b: SessionSummary): number =>
  byCode(lastActive(b), lastActive(a)) || byCode(a.head.id, b.head.id);

/** As `localeCompare` orders times, at a tenth of its cost: every batch of a load has all sessions ordered anew. */
const byCode = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

export type SessionCounts = {
  readonly developerTurns: number;
  readonly agentTurns: number;
  readonly prompts: number;
  readonly toolCalls: number;
  /** Of all turns whose log says so, as `Turn.tokens` and `Turn.cost` count them; null where no turn's does. */
  readonly tokens: number | null;
  readonly cost: number | null;
  readonly problems: number;
  readonly pushbacks: readonly Pushback[];
  /** What is a little too weak to count as pushback, for a person who wants to see more. */
  readonly doubtful: readonly Pushback[];
  /** Every standing rule of the developer, in the order in which they were stated. */
  readonly rules: readonly StandingRule[];
  /** Where each pushback began, in turn order. */
  readonly origins: readonly MomentOrigin[];
  /** Where the agent says that a check passed, beside that check. */
  readonly claims: readonly CheckedClaim[];
};

/** A person's words on the turns of sessions: by session id, then by turn number. */
export type PushbackReviews = ReadonlyMap<string, ReadonlyMap<number, PushbackReview>>;

/** What a person has set and said about pushback. `threshold` null: as it was detected. */
export type PushbackView = { readonly threshold: number | null; readonly reviews: PushbackReviews };

/** The session with its pushback as a person wants and left it. To view it so once more changes nothing. */
export const asViewed = (summary: SessionSummary, { threshold, reviews }: PushbackView): SessionSummary => {
  const said = reviews.get(summary.head.id);
  const { counts } = summary;
  if (!counts || (!said && threshold === null)) return summary;
  const { pushbacks, doubtful } = threshold === null ? counts : partAt(counts, threshold);
  return {
    ...summary,
    counts: { ...counts, pushbacks: reviewPushbacks(pushbacks, said ?? new Map()), doubtful },
  };
};

/** All that is kept, parted anew into what counts as pushback and what is too weak. */
const partAt = (
  { pushbacks, doubtful }: SessionCounts,
  threshold: number,
): Pick<SessionCounts, 'pushbacks' | 'doubtful'> => {
  const all = [...pushbacks, ...doubtful].sort((a, b) => a.turn - b.turn);
  return {
    pushbacks: all.filter(({ strength }) => strength >= threshold),
    doubtful: all.filter(({ strength }) => strength < threshold),
  };
};

/** The words with one more said, or taken back where `review` is null. */
export const addReview = (
  all: PushbackReviews,
  session: string,
  turn: number,
  review: PushbackReview | null,
): PushbackReviews => {
  const turns = new Map(all.get(session));
  if (review) turns.set(turn, review);
  else turns.delete(turn);
  return new Map(all).set(session, turns);
};
