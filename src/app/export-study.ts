import { createHash } from 'node:crypto';
import { createRedactor } from '../classify/redact.ts';
import { heldEpisodes, type ReviewedRun } from '../domain/reviewed-run.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { type StudyNames, type StudyRow, toStudyRows } from '../report/formats/study.ts';

/**
 * The episodes that hold in these sessions as rows of the study (report/formats/study.ts). Unless `reveal`, projects and
 * session ids are hashes, the same for the same one, and secrets in a typed symptom are hidden; the hashes keep rows
 * together and are no secret keeping: who has the names can hash them too.
 */
export const exportStudy = (
  classified: readonly { readonly summary: SessionSummary; readonly run: ReviewedRun }[],
  { reveal }: { readonly reveal: boolean },
): StudyRow[] =>
  toStudyRows(
    classified.map(({ summary: { head, counts }, run }) => ({
      head,
      turns: counts && { developer: counts.developerTurns, agent: counts.agentTurns },
      episodes: heldEpisodes(run),
    })),
    reveal ? openNames : hiddenNames(),
  );

const openNames: StudyNames = { repository: name => name, session: id => id, text: text => text };

const hiddenNames = (): StudyNames => {
  const redactor = createRedactor([]);
  return { repository: hash, session: hash, text: redactor.redact };
};

const hash = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 16);
