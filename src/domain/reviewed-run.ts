import {
  type Classification,
  type Episode,
  type EpisodeKey,
  episodeKey,
  isUpheld,
  type Review,
} from './episode.ts';
import { matchEpisodes } from './match-episodes.ts';

/** The decisions of a person on the episodes of all runs of a session; null is one that was taken back. */
export type DecidedEpisodes = ReadonlyMap<EpisodeKey, Review | null>;

/** An episode of another run, which a person decided on. */
export type EarlierEpisode = Episode & { readonly key: EpisodeKey; readonly review: Review };

/** A run with a person's decisions on it, and those that it gives no place to. */
export type ReviewedRun = Classification & {
  /** What a person decided on in other runs and this one did not find: a new run makes no decision go. */
  readonly earlier: readonly EarlierEpisode[];
};

/**
 * A run with every decision that holds for it. A decision holds for the episode that it was made on, and for the same
 * one (`matchEpisodes`) of every other run, unless that has a decision of its own; of several the last one holds. What
 * was accepted is what the person read: in another run the labels that they accepted come along.
 */
export const toReviewedRun = (
  run: Classification,
  runs: readonly Classification[],
  decided: DecidedEpisodes,
): ReviewedRun => {
  const own = run.episodes.map(episode => decided.get(episodeKey(run.run, episode)));
  const carried = new Map<number, EarlierEpisode>();
  const left: EarlierEpisode[] = [];
  for (const other of runs) {
    if (other.run.startedAt === run.run.startedAt) continue;
    const spoken = decidedOf(other, decided);
    const { pairs, onlyLeft } = matchEpisodes(spoken, run.episodes);
    for (const [from, to] of pairs) {
      const one = spoken[from];
      if (one && isLater(one, carried.get(to))) carried.set(to, one);
    }
    left.push(...onlyLeft.flatMap(at => spoken[at] ?? []));
  }
  return {
    ...run,
    episodes: run.episodes.map((episode, at) => {
      const [mine, other] = [own[at], carried.get(at)];
      return { ...episode, review: mine === undefined ? (other ? carry(other) : null) : mine };
    }),
    earlier: withoutTwins(left),
  };
};

/** What counts as the episodes of a session: what its newest run found and no person rejected, and what one upheld before. */
export const heldEpisodes = ({ episodes, earlier }: ReviewedRun): Episode[] =>
  [...episodes, ...earlier].filter(isUpheld);

const decidedOf = (run: Classification, decided: DecidedEpisodes): EarlierEpisode[] =>
  run.episodes.flatMap(episode => {
    const key = episodeKey(run.run, episode);
    const review = decided.get(key);
    return review ? [{ ...episode, key, review }] : [];
  });

const carry = ({ review, annotation }: EarlierEpisode): Review =>
  review.decision === 'rejected' ? review : { ...review, annotation: review.annotation ?? annotation };

const isLater = ({ review }: EarlierEpisode, other: EarlierEpisode | undefined): boolean =>
  other === undefined || review.at >= other.review.at;

/** The same episode of several runs once, by the last decision. */
const withoutTwins = (episodes: readonly EarlierEpisode[]): EarlierEpisode[] => {
  const kept: EarlierEpisode[] = [];
  for (const one of [...episodes].sort((a, b) => b.review.at.localeCompare(a.review.at)))
    if (matchEpisodes(kept, [one]).pairs.length === 0) kept.push(one);
  return kept;
};
