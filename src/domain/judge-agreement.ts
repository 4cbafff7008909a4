import { type Agreement, toAgreement } from './agreement.ts';
import { type Axis, axes, axisAnswer } from './edit-annotation.ts';
import { annotationOf, type Episode, isUpheld } from './episode.ts';
import { isOffline } from './judges.ts';
import { matchEpisodes } from './match-episodes.ts';
import type { ReviewedRun } from './reviewed-run.ts';

/** What two judges can agree on: whether something is an episode at all, and its label on each axis. */
export type Question = 'episode' | Axis;
export const questions: readonly Question[] = ['episode', ...axes];

export type JudgePair = {
  readonly judges: readonly ['person' | 'offline', 'offline' | 'model'];
  readonly on: Readonly<Record<Question, Agreement>>;
};

type Answers = Readonly<Record<Question, readonly (readonly [string, string])[]>>;

/**
 * How far person, offline rules and model agree over the runs of many sessions, each oldest first. Each engine speaks by
 * its newest run of a session. Labels are compared where both found the episode and no person rejected it; several labels
 * of one axis are one answer, and tiers do not count. Against a person, `episode` asks of all that they decided on
 * whether the engine found what they upheld and nothing of what they rejected; between engines it is the share of all
 * that either found, without kappa, for nobody counts what neither found.
 */
export const agreementOfJudges = (sessions: readonly (readonly ReviewedRun[])[]): JudgePair[] => [
  {
    judges: ['person', 'offline'],
    on: agreements(sessions.map(runs => personAnswers(runs, newestOf(runs, true)))),
  },
  {
    judges: ['person', 'model'],
    on: agreements(sessions.map(runs => personAnswers(runs, newestOf(runs, false)))),
  },
  { judges: ['offline', 'model'], on: withoutKappa(agreements(sessions.map(engineAnswers))) },
];

const newestOf = (runs: readonly ReviewedRun[], offline: boolean): ReviewedRun | undefined =>
  runs.findLast(({ run }) => isOffline(run) === offline);

const none: Answers = { episode: [], symptom: [], cause: [], outcome: [], resolution: [] };

const personAnswers = (runs: readonly ReviewedRun[], engine: ReviewedRun | undefined): Answers => {
  const newest = runs.at(-1);
  if (!engine || !newest) return none;
  const decided = [...newest.episodes, ...newest.earlier].filter(({ review }) => review !== null);
  const { pairs, onlyLeft } = matchEpisodes(decided, engine.episodes);
  const both = pairs.flatMap(([mine, its]) => toBoth(decided[mine], engine.episodes[its]));
  return {
    ...labelAnswers(both.filter(([mine]) => isUpheld(mine))),
    episode: [
      ...both.map(([mine]) => [yesOrNo(isUpheld(mine)), 'yes'] as const),
      ...onlyLeft.flatMap(at => decided[at] ?? []).map(mine => [yesOrNo(isUpheld(mine)), 'no'] as const),
    ],
  };
};

const engineAnswers = (runs: readonly ReviewedRun[]): Answers => {
  const [offline, model] = [newestOf(runs, true), newestOf(runs, false)];
  if (!offline || !model) return none;
  const { pairs, onlyLeft, onlyRight } = matchEpisodes(offline.episodes, model.episodes);
  const both = pairs.flatMap(([l, r]) => toBoth(offline.episodes[l], model.episodes[r]));
  return {
    ...labelAnswers(both.map(([one, other]) => [{ ...one, review: null }, other])),
    episode: [
      ...both.map(() => ['yes', 'yes'] as const),
      ...onlyLeft.map(() => ['yes', 'no'] as const),
      ...onlyRight.map(() => ['no', 'yes'] as const),
    ],
  };
};

type Both = readonly [one: Episode, other: Episode];

const toBoth = (one: Episode | undefined, other: Episode | undefined): Both[] =>
  one && other ? [[one, other]] : [];

const labelAnswers = (both: readonly Both[]): Record<Axis, [string, string][]> => {
  const on = (axis: Axis): [string, string][] =>
    both.map(([one, other]) => [axisAnswer(axis, annotationOf(one)), axisAnswer(axis, other.annotation)]);
  return { symptom: on('symptom'), cause: on('cause'), outcome: on('outcome'), resolution: on('resolution') };
};

const agreements = (answers: readonly Answers[]): Record<Question, Agreement> => {
  const on = (question: Question) => toAgreement(answers.flatMap(one => one[question]));
  return {
    episode: on('episode'),
    symptom: on('symptom'),
    cause: on('cause'),
    outcome: on('outcome'),
    resolution: on('resolution'),
  };
};

const withoutKappa = (on: Record<Question, Agreement>): Record<Question, Agreement> => ({
  ...on,
  episode: { ...on.episode, kappa: null },
});

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
