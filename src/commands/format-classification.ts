import { countOf } from '../domain/count-of.ts';
import type { Classification, Episode } from '../domain/episode.ts';
import { oneLine } from '../domain/sanitise.ts';
import { labelName } from '../domain/taxonomy.ts';

/** A run as `classify` prints it: what it found with its quotes, then what it rejected and what failed. */
export const formatClassification = ({
  session,
  run,
  episodes,
  rejected,
  failed,
}: Classification): string => {
  const model = run.model === null ? '' : ` ${run.model}`;
  const rest = [
    ...rejected.map(({ candidate, reason }) => `rejected: ${oneLine(candidate.name, 80)} (${reason})`),
    ...failed.map(({ stage, item, error }) => `failed: ${stage} ${item}: ${oneLine(error, 200)}`),
  ];
  return [
    `${session}: ${countOf(episodes.length, 'episode')}, ${rejected.length} rejected (${run.engine}${model}, ${run.outcome})`,
    ...episodes.flatMap(formatEpisode),
    ...rest,
  ].join('\n');
};

const formatEpisode = (episode: Episode): string[] => {
  const { symptom, cause, outcome, resolution } = episode.annotation;
  const causes = cause.labels.map(({ label, tier }) => `${labelName(label)}${tier ? ` (${tier})` : ''}`);
  const places = [
    episode.onset === null ? '' : `onset turn ${episode.onset}`,
    episode.pushback.length > 0 ? `pushback turn ${episode.pushback.join(', ')}` : '',
    episode.resolvedAt === null ? '' : `resolved turn ${episode.resolvedAt}`,
  ].filter(place => place !== '');
  return [
    '',
    `${episode.id} ${oneLine(episode.name, 120)} (confidence ${episode.confidence})`,
    `    symptom: ${symptom.labels.map(labelName).join(', ')}`,
    `    cause: ${causes.join(', ')}`,
    `    outcome: ${labelName(outcome.severity)}${outcome.locus ? ` in ${labelName(outcome.locus)}` : ''}`,
    `    resolution: ${labelName(resolution.status)}${resolution.resolver ? `, ${labelName(resolution.resolver)}` : ''}`,
    `    ${places.join(' · ')}`,
    ...episode.evidence.map(({ turn, quote }) => `    turn ${turn} “${oneLine(quote, 160)}”`),
  ];
};
