import { type Classification, type EpisodeKey, episodeKey, type Review } from '../domain/episode.ts';
import type { PushbackReview } from '../domain/pushback.ts';
import type { Decisions, SessionFile } from './session-file.ts';

/** The file with one more decision on an episode; null takes the last one back. Nothing earlier goes. */
export const addReview = (file: SessionFile, key: EpisodeKey, review: Review | null): SessionFile => ({
  ...file,
  reviews: { ...file.reviews, [key]: [...(file.reviews[key] ?? []), review] },
});

/** The file with one more decision on a turn; null takes the last one back. Nothing earlier goes. */
export const addPushbackReview = (
  file: SessionFile,
  turn: number,
  review: PushbackReview | null,
): SessionFile => ({
  ...file,
  pushbackReviews: {
    ...file.pushbackReviews,
    [turn]: [...(file.pushbackReviews[turn] ?? []), review],
  },
});

/** The episode reviews in force, by episode. */
export const reviewsOf = ({ reviews }: SessionFile): Map<EpisodeKey, Review> =>
  new Map(
    Object.entries(reviews).flatMap(([key, decisions]) => {
      const last = inForce(decisions);
      return last && isEpisodeKey(key) ? [[key, last] as const] : [];
    }),
  );

/** The pushback reviews in force, by turn number. */
export const pushbackReviewsOf = ({ pushbackReviews }: SessionFile): Map<number, PushbackReview> =>
  new Map(
    Object.entries(pushbackReviews).flatMap(([turn, decisions]) => {
      const last = inForce(decisions);
      return last ? [[Number(turn), last] as const] : [];
    }),
  );

/** Every run with each episode's review in it, as episodes are shown and exported. */
export const reviewedRuns = (file: SessionFile): Classification[] => {
  const reviews = reviewsOf(file);
  return file.runs.map(classification => ({
    ...classification,
    episodes: classification.episodes.map(episode => ({
      ...episode,
      review: reviews.get(episodeKey(classification.run, episode)) ?? null,
    })),
  }));
};

const inForce = <Decision>(decisions: Decisions<Decision>): Decision | null => decisions.at(-1) ?? null;
const isEpisodeKey = (key: string): key is EpisodeKey => key.includes(' ');
