import type { EpisodeKey, Review } from '../domain/episode.ts';
import type { Mark } from '../domain/mark.ts';
import type { PushbackReview } from '../domain/pushback.ts';
import { type DecidedEpisodes, type ReviewedRun, toReviewedRun } from '../domain/reviewed-run.ts';
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

/** The file with a turn marked; null takes its mark away. What it was before stays. */
export const addMark = (file: SessionFile, turn: number, mark: Mark | null): SessionFile => ({
  ...file,
  marks: { ...file.marks, [turn]: [...(file.marks[turn] ?? []), mark] },
});

/** The marks in force, in the order of the turns. */
export const marksOf = ({ marks }: SessionFile): Mark[] =>
  Object.values(marks)
    .flatMap(decisions => inForce(decisions) ?? [])
    .sort((a, b) => a.turn - b.turn);

/** The last decision on each episode that a person spoke of. */
const decidedEpisodes = ({ reviews }: SessionFile): DecidedEpisodes =>
  new Map(
    Object.entries(reviews).flatMap(([key, decisions]) =>
      isEpisodeKey(key) ? [[key, inForce(decisions)] as const] : [],
    ),
  );

/** The pushback reviews in force, by turn number. */
export const pushbackReviewsOf = ({ pushbackReviews }: SessionFile): Map<number, PushbackReview> =>
  new Map(
    Object.entries(pushbackReviews).flatMap(([turn, decisions]) => {
      const last = inForce(decisions);
      return last ? [[Number(turn), last] as const] : [];
    }),
  );

/** Every run with the reviews that hold for it, as episodes are shown and exported. */
export const reviewedRuns = (file: SessionFile): ReviewedRun[] => {
  const decided = decidedEpisodes(file);
  return file.runs.map(run => toReviewedRun(run, file.runs, decided));
};

/** The newest run, likewise; null for a session that only a person spoke of. */
export const newestRun = (file: SessionFile): ReviewedRun | null => {
  const run = file.runs.at(-1);
  return run ? toReviewedRun(run, file.runs, decidedEpisodes(file)) : null;
};

const inForce = <Decision>(decisions: Decisions<Decision>): Decision | null => decisions.at(-1) ?? null;
const isEpisodeKey = (key: string): key is EpisodeKey => key.includes(' ');
