import { annotationOf, type Episode } from '../domain/episode.ts';
import type { Modality } from '../domain/session.ts';
import type { Cause, EvidenceTier, Locus, Resolver, Severity, Status, Symptom } from '../domain/taxonomy.ts';
import type { IsoTime } from '../domain/turn.ts';

/** The labels of one episode on the four axes. */
export type EpisodeLabels = {
  readonly symptoms: readonly Symptom[];
  readonly causes: readonly { readonly label: Cause; readonly tier: EvidenceTier | null }[];
  readonly severity: Severity;
  readonly locus: Locus | null;
  readonly status: Status;
  readonly resolver: Resolver | null;
};

/** What the study's tables read of a session: it was classified, and these are its episodes. */
export type JudgedSession = {
  readonly id: string;
  readonly project: string | null;
  readonly modality: Modality;
  readonly startedAt: IsoTime | null;
  /** Null where the log has not been counted. */
  readonly developerTurns: number | null;
  readonly agentTurns: number | null;
  readonly episodes: readonly EpisodeLabels[];
};

/** The labels that count of an episode, the person's where there are any. */
export const toLabels = (episode: Pick<Episode, 'annotation' | 'review'>): EpisodeLabels => {
  const { symptom, cause, outcome, resolution } = annotationOf(episode);
  return {
    symptoms: symptom.labels,
    causes: cause.labels,
    severity: outcome.severity,
    locus: outcome.locus,
    status: resolution.status,
    resolver: resolution.resolver,
  };
};
