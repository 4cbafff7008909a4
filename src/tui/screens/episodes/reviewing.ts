import type { Axis } from '../../../domain/edit-annotation.ts';
import type { Annotation, Episode, EpisodeKey, Review } from '../../../domain/episode.ts';
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
  /** The cursor in the menu of the mode. */
  readonly menu: number;
  /** The decisions of this visit, oldest first, for them to be taken back. */
  readonly past: readonly Decided[];
  /** Decisions that the screen has yet to hand on. */
  readonly asked: readonly Decided[];
  /** What came of the last key; `{name}` stands for the key of an action. */
  readonly said: string | null;
};

export const startReviewing = (entries: readonly Entry[]): Reviewing => ({
  entries,
  cursor: 0,
  scroll: 0,
  mode: { name: 'reading' },
  menu: 0,
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

/** The cursor that stands on an episode, by its place in `entries`, or on a quote of it. */
export const stopAt = (reviewing: Reviewing, at: number, quote: number | null): number =>
  stopsOf(reviewing).findIndex(stop => stop.at === at && stop.quote === quote);

export const moveTo = (reviewing: Reviewing, cursor: number): Reviewing => ({
  ...reviewing,
  said: null,
  scroll: 0,
  cursor: Math.max(0, Math.min(cursor, stopsOf(reviewing).length - 1)),
});

/** To an episode by its place in `entries`. */
export const moveToEntry = (reviewing: Reviewing, at: number): Reviewing =>
  moveTo(reviewing, stopAt(reviewing, at, null));

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
