import { type Axis, axes, axisAnswer } from './edit-annotation.ts';
import type { Classification, Episode, Run } from './episode.ts';
import { newestByJudge } from './judges.ts';
import { matchEpisodes } from './match-episodes.ts';

/** One breakdown as two runs tell it, and the axes on which their labels differ. */
export type ComparedPair = {
  readonly left: Episode;
  readonly right: Episode;
  readonly differs: readonly Axis[];
};

/** Two runs over one session side by side. */
export type Comparison = {
  readonly pairs: readonly ComparedPair[];
  readonly onlyLeft: readonly Episode[];
  readonly onlyRight: readonly Episode[];
};

/** Compares what the engines said; what a person said of it is left out. */
export const compareRuns = (
  left: Pick<Classification, 'episodes'>,
  right: Pick<Classification, 'episodes'>,
): Comparison => {
  const { pairs, onlyLeft, onlyRight } = matchEpisodes(left.episodes, right.episodes);
  return {
    pairs: pairs.flatMap(([l, r]) => toPair(left.episodes[l], right.episodes[r])),
    onlyLeft: onlyLeft.flatMap(at => left.episodes[at] ?? []),
    onlyRight: onlyRight.flatMap(at => right.episodes[at] ?? []),
  };
};

const toPair = (left: Episode | undefined, right: Episode | undefined): ComparedPair[] =>
  left && right ? [{ left, right, differs: differingAxes(left, right) }] : [];

/** The axes on which two engines label one breakdown otherwise. */
export const differingAxes = (left: Episode, right: Episode): Axis[] =>
  axes.filter(axis => axisAnswer(axis, left.annotation) !== axisAnswer(axis, right.annotation));

/** Two runs of one session, who made them, and what they share. */
export type SideBySide = {
  readonly left: Run;
  readonly right: Run;
  readonly comparison: Comparison;
};

/** The newest run beside the newest of every other judge; where there was one judge only, beside the run before it. */
export const sideBySide = (runs: readonly Classification[]): SideBySide[] => {
  const [newest, ...others] = newestByJudge(runs);
  if (!newest) return [];
  const beside = others.length > 0 ? others : runs.slice(-2, -1);
  return beside.map(other => ({
    left: newest.run,
    right: other.run,
    comparison: compareRuns(newest, other),
  }));
};
