import { addCause, toOwnAnnotation } from '../../../domain/edit-annotation.ts';
import {
  type Annotation,
  annotationOf,
  type Episode,
  type EpisodeKey,
  type Review,
} from '../../../domain/episode.ts';
import { type Decided, here, moveToEntry, type Reviewing } from './reviewing.ts';

/** Takes the episode that is read as it is shown: with a person's labels where there are any. */
export const accept = (reviewing: Reviewing): Reviewing => {
  const before = here(reviewing)?.entry.episode.review ?? null;
  const decision = before?.decision === 'edited' ? 'edited' : 'accepted';
  return decide(reviewing, { decision, reason: null }, 'accepted ({undo} takes it back)');
};

export const reject = (reviewing: Reviewing, why: Pick<Review, 'reason'> & { note?: string }): Reviewing =>
  decide(reviewing, { decision: 'rejected', ...why }, 'rejected: it no longer counts ({undo} takes it back)');

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
  return decide(reviewing, { decision, annotation, reason: null }, `${said} ({undo} takes it back)`);
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
