import { noLineage } from '../domain/lineage.ts';
import type { SessionSummary } from '../domain/session-summary.ts';

/** A session as every `--json` output prints it. `episodes` is null for one that was never classified. */
export const toSessionJson = (
  { head, counts, lineage = noLineage }: SessionSummary,
  episodes: number | null,
) => ({
  id: head.id,
  source: head.source,
  agent: head.agent,
  modality: head.modality,
  project: head.project,
  title: head.title,
  path: head.path,
  startedAt: head.startedAt,
  endedAt: head.endedAt,
  model: head.model,
  branch: head.branch,
  turns: { developer: counts?.developerTurns ?? null, agent: counts?.agentTurns ?? null },
  toolCalls: counts?.toolCalls ?? null,
  tokens: counts?.tokens ?? null,
  cost: counts?.cost ?? null,
  pushbacks: counts?.pushbacks.length ?? null,
  episodes,
  problems: counts?.problems ?? null,
  copies: lineage.copies,
  beginsAs: lineage.beginsAs,
});
