import { differingAxes } from './compare-runs.ts';
import { type Confidence, type Episode, type EpisodeKey, episodeKey } from './episode.ts';
import { judgeName, newestByJudge } from './judges.ts';
import { matchEpisodes } from './match-episodes.ts';
import type { ReviewedRun } from './reviewed-run.ts';
import type { IsoTime } from './turn.ts';

/** An episode that no person decided on, with all that its place in the queue depends on. */
export type Queued = {
  readonly session: string;
  readonly key: EpisodeKey;
  readonly confidence: Confidence;
  /** Where another engine says otherwise, in words; none where all agree or only one was asked. */
  readonly disagreements: readonly string[];
  readonly startedAt: IsoTime;
};

/**
 * What of a session waits for a person: the undecided episodes of its newest run, and those that only another engine's
 * newest run found. `runs` are oldest first.
 */
export const undecidedOf = (runs: readonly ReviewedRun[]): { queued: Queued; episode: Episode }[] => {
  const [newest, ...others] = newestByJudge(runs);
  if (!newest) return [];
  const found: { run: ReviewedRun; episode: Episode }[] = newest.episodes.map(episode => ({
    run: newest,
    episode,
  }));
  for (const other of others) {
    const { onlyRight } = matchEpisodes(
      found.map(({ episode }) => episode),
      other.episodes,
    );
    found.push(
      ...onlyRight.flatMap(at => other.episodes[at] ?? []).map(episode => ({ run: other, episode })),
    );
  }
  return found
    .filter(({ episode }) => episode.review === null)
    .map(({ run, episode }) => ({ episode, queued: toQueued(run, episode, [newest, ...others]) }));
};

/** Least sure first; of those, where the engines disagree; then the newest. */
export const byNeed = (a: Queued, b: Queued): number =>
  sureness[a.confidence] - sureness[b.confidence] ||
  Math.min(1, b.disagreements.length) - Math.min(1, a.disagreements.length) ||
  b.startedAt.localeCompare(a.startedAt) ||
  `${a.session} ${a.key}`.localeCompare(`${b.session} ${b.key}`);

const sureness: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

const toQueued = (own: ReviewedRun, episode: Episode, judges: readonly ReviewedRun[]): Queued => ({
  session: episode.session,
  key: episodeKey(own.run, episode),
  confidence: episode.confidence,
  disagreements: judges.filter(judge => judge !== own).flatMap(judge => disagreement(judge, episode)),
  startedAt: own.run.startedAt,
});

const disagreement = ({ run, episodes }: ReviewedRun, episode: Episode): string[] => {
  const [pair] = matchEpisodes([episode], episodes).pairs;
  const other = pair && episodes[pair[1]];
  if (!other) return [`${judgeName(run)} did not find it`];
  const differs = differingAxes(episode, other);
  return differs.length === 0 ? [] : [`${judgeName(run)} has another ${differs.join(', ')}`];
};
