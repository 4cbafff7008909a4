import { axisWords } from '../domain/axis-words.ts';
import { countOf } from '../domain/count-of.ts';
import { axes } from '../domain/edit-annotation.ts';
import { annotationOf, type Episode, type Review } from '../domain/episode.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { TurnLabel } from '../domain/turn-label.ts';

/** A run as `classify` prints it: what it found with its quotes, then what it rejected and what failed. */
export const formatClassification = ({
  session,
  run,
  episodes,
  rejected,
  failed,
  earlier,
  turnLabels,
}: ReviewedRun): string => {
  const model = run.model === null ? '' : ` ${run.model}`;
  const rest = [
    ...earlier.map(
      ({ name, review }) => `${review.decision} by you before, not found again: ${oneLine(name, 80)}`,
    ),
    ...rejected.map(({ candidate, reason }) => `rejected: ${oneLine(candidate.name, 80)} (${reason})`),
    ...failed.map(({ stage, item, error }) => `failed: ${stage} ${item}: ${oneLine(error, 200)}`),
  ];
  return [
    `${session}: ${countOf(episodes.length, 'episode')}, ${rejected.length} rejected (${run.engine}${model}, ${run.outcome})`,
    ...episodes.flatMap(formatEpisode),
    ...rest,
    ...(turnLabels
      ? [`turns, as ${oneLine(run.model ?? run.engine, 60)} labels them: ${labelWords(turnLabels)}`]
      : []),
  ].join('\n');
};

/** The turns that push back in a model's eyes; what it takes for none is counted. */
const labelWords = (labels: readonly TurnLabel[]): string => {
  const pushing = labels.flatMap(({ turn, class: name }) =>
    name === null ? [] : [`${turn} ${name.replaceAll('_', ' ')}`],
  );
  const rest = labels.length - pushing.length;
  return [...pushing, `${rest} without pushback`].join(' · ');
};

const formatEpisode = (episode: Episode): string[] => {
  const places = [
    episode.onset === null ? '' : `onset turn ${episode.onset}`,
    episode.pushback.length > 0 ? `pushback turn ${episode.pushback.join(', ')}` : '',
    episode.resolvedAt === null ? '' : `resolved turn ${episode.resolvedAt}`,
  ].filter(place => place !== '');
  return [
    '',
    `${episode.id} ${oneLine(episode.name, 120)} (confidence ${episode.confidence})`,
    ...(episode.review ? [`    yours: ${reviewWords(episode.review)}`] : []),
    ...axes.map(axis => `    ${axis}: ${oneLine(axisWords(axis, annotationOf(episode)), 200)}`),
    `    ${places.join(' · ')}`,
    ...episode.evidence.map(({ turn, quote }) => `    turn ${turn} “${oneLine(quote, 160)}”`),
  ];
};

const reviewWords = ({ decision, reason, note }: Review): string =>
  [decision, reason?.replaceAll('_', ' ') ?? '', oneLine(note, 200)].filter(words => words !== '').join(', ');
