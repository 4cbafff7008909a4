import { annotationOf, type Episode } from '../../domain/episode.ts';
import type { SessionHead } from '../../domain/session.ts';
import type { Cause, EvidenceTier, Symptom } from '../../domain/taxonomy.ts';

/** A session with the episodes that hold in it. `turns` null: the log has not been counted. */
export type StudySession = {
  readonly head: SessionHead;
  readonly turns: { readonly developer: number; readonly agent: number } | null;
  readonly episodes: readonly Episode[];
};

/** What of a row could name a person or their work, each as it may be seen. */
export type StudyNames = {
  readonly repository: (project: string) => string;
  readonly session: (id: string) => string;
  readonly text: (text: string) => string;
};

/** A row of the study's `annotated_misalignments.json`: flat, labels and facts alone. Null where a log cannot tell. */
export type StudyRow = {
  readonly repository_id: string | null;
  readonly session_id: string;
  readonly misalignment_id: string;
  readonly alignment_goal: string;
  readonly confidence: string;
  readonly source: string;
  readonly session_count_id: number;
  readonly num_commits: number | null;
  readonly license_type: string | null;
  readonly session_sha: string;
  readonly session_timestamp: string | null;
  readonly session_type: 'CLI' | 'IDE' | null;
  readonly agent: string;
  readonly user_turns: number | null;
  readonly agent_turns: number | null;
  readonly symptom_other_descriptor: string | null;
  readonly damage_severity: string;
  readonly damage_locus: string | null;
  readonly resolution_status: string;
  readonly resolver: string | null;
} & Readonly<Record<Symptom, boolean>> &
  Readonly<Record<Cause, EvidenceTier | 'not_applicable' | null>>;

/**
 * One row an episode, with a person's labels where there are any. Sessions are numbered within their repository in the
 * order in which they come. Commits and licence of a repository are not in any log and stay null. Source of the columns:
 * the data specification of the study's replication package.
 */
export const toStudyRows = (sessions: readonly StudySession[], names: StudyNames): StudyRow[] => {
  const counts = new Map<string, number>();
  return sessions.flatMap(session => {
    const { project } = session.head;
    const number = (counts.get(project ?? '') ?? 0) + 1;
    counts.set(project ?? '', number);
    return session.episodes.map(episode => toRow(session, number, episode, names));
  });
};

const toRow = (
  { head, turns }: StudySession,
  number: number,
  episode: Episode,
  names: StudyNames,
): StudyRow => {
  const { symptom, outcome, resolution } = annotationOf(episode);
  return {
    repository_id: head.project === null ? null : names.repository(head.project),
    session_id: `session_${String(number).padStart(3, '0')}`,
    misalignment_id: episode.id,
    alignment_goal: episode.goal,
    confidence: episode.confidence,
    source: head.source,
    session_count_id: number,
    num_commits: null,
    license_type: null,
    session_sha: names.session(head.id),
    session_timestamp: head.startedAt,
    session_type: sessionTypes[head.modality],
    agent: head.agent,
    user_turns: turns?.developer ?? null,
    agent_turns: turns?.agent ?? null,
    ...symptomColumns(episode),
    symptom_other_descriptor: symptom.other === null ? null : names.text(symptom.other),
    ...causeColumns(episode),
    damage_severity: outcome.severity,
    damage_locus: outcome.locus,
    resolution_status: resolution.status,
    resolver: resolution.resolver,
  };
};

const sessionTypes = { cli: 'CLI', ide: 'IDE' } as const;

const symptomColumns = (episode: Episode): Record<Symptom, boolean> => {
  const { labels } = annotationOf(episode).symptom;
  const is = (code: Symptom) => labels.includes(code);
  return {
    S1: is('S1'),
    S2: is('S2'),
    S3: is('S3'),
    S4: is('S4'),
    S5: is('S5'),
    S6: is('S6'),
    S7: is('S7'),
    S8: is('S8'),
  };
};

const causeColumns = (episode: Episode): Record<Cause, EvidenceTier | 'not_applicable' | null> => {
  const { labels } = annotationOf(episode).cause;
  const tiers = new Map(labels.map(({ label, tier }) => [label, tier ?? 'not_applicable'] as const));
  const tierOf = (code: Cause) => tiers.get(code) ?? null;
  return {
    C1: tierOf('C1'),
    C2: tierOf('C2'),
    C3: tierOf('C3'),
    C4: tierOf('C4'),
    C5: tierOf('C5'),
    C6: tierOf('C6'),
    C7: tierOf('C7'),
  };
};
