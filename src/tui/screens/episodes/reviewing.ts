import { type Axis, addCause, toOwnAnnotation } from '../../../domain/edit-annotation.ts';
import {
  type Annotation,
  annotationOf,
  type Episode,
  type EpisodeKey,
  type Review,
} from '../../../domain/episode.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Cause } from '../../../domain/taxonomy.ts';

/** An episode as it is read and decided on: one of the newest run, or of an earlier one. */
export type Entry = {
  /** Null when its log is not in the library: it can be decided on, and not be replayed. */
  readonly summary: SessionSummary | null;
  readonly key: EpisodeKey;
  readonly episode: Episode;
  /** Why it stands here, where that is not plain. */
  readonly why: string | null;
};

/** What the person is at. Every mode but `reading` has keys of its own. */
export type Mode =
  | { readonly name: 'reading' | 'reason' }
  | { readonly name: Axis; readonly draft: Annotation }
  | { readonly name: 'tier'; readonly draft: Annotation; readonly cause: Exclude<Cause, 'C7'> }
  | { readonly name: 'note' | 'ownReason'; readonly text: string }
  | { readonly name: 'otherSymptom'; readonly draft: Annotation; readonly text: string };

/** A decision on its way to the store: when it cannot be kept, `before` holds again. */
export type Decided = {
  readonly session: string;
  readonly key: EpisodeKey;
  readonly before: Review | null;
  readonly review: Review | null;
};

/** Episodes one after the other, with what a person says of them. Shared by a session's episodes and the queue. */
export type Reviewing = {
  readonly entries: readonly Entry[];
  /** Index into `stopsOf`. */
  readonly cursor: number;
  /** Lines that one has scrolled away from where the cursor stands. */
  readonly scroll: number;
  readonly mode: Mode;
  /** The decisions of this visit, oldest first, for them to be taken back. */
  readonly past: readonly Decided[];
  /** Decisions that the screen has yet to hand on. */
  readonly asked: readonly Decided[];
  readonly said: string | null;
};

export const startReviewing = (entries: readonly Entry[]): Reviewing => ({
  entries,
  cursor: 0,
  scroll: 0,
  mode: { name: 'reading' },
  past: [],
  asked: [],
  said: null,
});

/** Where the cursor can stand: on an episode (`quote` null), or on one of its quotes. */
export type Stop = { readonly at: number; readonly entry: Entry; readonly quote: number | null };

export const stopsOf = ({ entries }: Pick<Reviewing, 'entries'>): Stop[] =>
  entries.flatMap((entry, at) => [
    { at, entry, quote: null },
    ...entry.episode.evidence.map((_, quote) => ({ at, entry, quote })),
  ]);

export const here = (reviewing: Reviewing): Stop | undefined => stopsOf(reviewing)[reviewing.cursor];

export const moveTo = (reviewing: Reviewing, cursor: number): Reviewing => ({
  ...reviewing,
  said: null,
  scroll: 0,
  cursor: Math.max(0, Math.min(cursor, stopsOf(reviewing).length - 1)),
});

/** To an episode by its place in `entries`. */
export const moveToEntry = (reviewing: Reviewing, at: number): Reviewing =>
  moveTo(
    reviewing,
    stopsOf(reviewing).findIndex(stop => stop.at === at),
  );

/** A text is never longer than some screens of a small terminal: what is scrolled past its end would have to be scrolled back. */
const mostScrolled = 60;
export const scrollBy = (reviewing: Reviewing, by: number): Reviewing => ({
  ...reviewing,
  scroll: Math.max(-mostScrolled, Math.min(mostScrolled, reviewing.scroll + by)),
});

export const moveEpisode = (reviewing: Reviewing, by: number): Reviewing => {
  const heads = stopsOf(reviewing).flatMap(({ quote }, at) => (quote === null ? [at] : []));
  const { cursor } = reviewing;
  const to = by > 0 ? heads.find(at => at > cursor) : heads.findLast(at => at < cursor);
  return to === undefined ? reviewing : moveTo(reviewing, to);
};

/** Takes the episode that is read as it is shown: with a person's labels where there are any. */
export const accept = (reviewing: Reviewing): Reviewing => {
  const before = here(reviewing)?.entry.episode.review ?? null;
  const decision = before?.decision === 'edited' ? 'edited' : 'accepted';
  return decide(reviewing, { decision, reason: null }, 'accepted (U takes it back)');
};

export const reject = (reviewing: Reviewing, why: Pick<Review, 'reason'> & { note?: string }): Reviewing =>
  decide(reviewing, { decision: 'rejected', ...why }, 'rejected: it no longer counts (U takes it back)');

/** A note belongs to a decision: before there is one nobody knows what it speaks for. */
export const startNote = (reviewing: Reviewing): Reviewing => {
  const review = here(reviewing)?.entry.episode.review;
  return review
    ? { ...reviewing, mode: { name: 'note', text: review.note }, said: null }
    : { ...reviewing, said: 'accept or reject it first: a note goes with a decision' };
};

export const annotate = (reviewing: Reviewing, note: string): Reviewing => {
  const before = here(reviewing)?.entry.episode.review;
  return before
    ? decide(reviewing, { decision: before.decision, reason: before.reason, note }, 'note kept')
    : reviewing;
};

/** Keeps the labels of a draft; nothing happens where they are what they were. */
export const keepDraft = (reviewing: Reviewing, draft: Annotation): Reviewing => {
  const episode = here(reviewing)?.entry.episode;
  if (!episode || toOwnAnnotation(draft, annotationOf(episode)) === null) return close(reviewing);
  const annotation = toOwnAnnotation(draft, episode.annotation);
  const decision = annotation ? 'edited' : 'accepted';
  const said = annotation ? 'kept with your labels' : 'accepted with the engine’s labels';
  return decide(reviewing, { decision, annotation, reason: null }, `${said} (U takes it back)`);
};

export const keepTier = (reviewing: Reviewing, tier: 'direct' | 'contextual' | 'speculative'): Reviewing =>
  reviewing.mode.name === 'tier'
    ? {
        ...reviewing,
        mode: { name: 'cause', draft: addCause(reviewing.mode.draft, reviewing.mode.cause, tier) },
      }
    : reviewing;

export const close = (reviewing: Reviewing): Reviewing => ({
  ...reviewing,
  mode: { name: 'reading' },
  said: null,
});

/** Takes the last decision of this visit back; before the first, the one on the episode that is read. */
export const undo = (reviewing: Reviewing): Reviewing => {
  const last = reviewing.past.at(-1);
  if (last) {
    const at = reviewing.entries.findIndex(({ key, episode }) => isOf(last, key, episode));
    const moved = at < 0 ? reviewing : moveToEntry(reviewing, at);
    const taken = { ...last, before: last.review, review: last.before };
    return { ...put(moved, taken, 'taken back'), past: reviewing.past.slice(0, -1) };
  }
  const entry = here(reviewing)?.entry;
  if (!entry?.episode.review) return { ...reviewing, said: 'there is no decision to take back' };
  const { key, episode } = entry;
  return put(
    reviewing,
    { session: episode.session, key, before: episode.review, review: null },
    'taken back: undecided again',
  );
};

/** The store would not take it: what held before holds again, and the person is told why. */
export const unsaved = (reviewing: Reviewing, decided: Decided, words: string): Reviewing => {
  const { past } = reviewing;
  const isUndo = !past.includes(decided);
  const again = { ...decided, before: decided.review, review: decided.before };
  return {
    ...withReview(reviewing, decided, decided.before),
    past: isUndo ? [...past, again] : past.filter(one => one !== decided),
    said: words,
  };
};

type Change = Pick<Review, 'decision' | 'reason'> & Partial<Pick<Review, 'annotation' | 'note'>>;

/** A decision on the episode that is read; what it does not speak of stays as it was. Its time is the store's to say. */
const decide = (reviewing: Reviewing, change: Change, said: string): Reviewing => {
  const entry = here(reviewing)?.entry;
  if (!entry) return reviewing;
  const { key, episode } = entry;
  const before = episode.review;
  const review = {
    annotation: before?.annotation ?? null,
    note: before?.note ?? '',
    ...change,
    at: '',
  };
  const decided = { session: episode.session, key, before, review };
  const next = put(reviewing, decided, said);
  return { ...next, past: [...reviewing.past, decided] };
};

const put = (reviewing: Reviewing, decided: Decided, said: string): Reviewing => ({
  ...withReview(reviewing, decided, decided.review),
  mode: { name: 'reading' },
  asked: [...reviewing.asked, decided],
  said,
});

const withReview = (reviewing: Reviewing, decided: Decided, review: Review | null): Reviewing => ({
  ...reviewing,
  entries: reviewing.entries.map(entry =>
    isOf(decided, entry.key, entry.episode) ? { ...entry, episode: { ...entry.episode, review } } : entry,
  ),
});

const isOf = (decided: Decided, key: EpisodeKey, { session }: Episode): boolean =>
  decided.key === key && decided.session === session;
