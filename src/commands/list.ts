import type { CommandApp } from '../app/open-app.ts';
import { oneLine } from '../domain/sanitise.ts';
import { formatTable, type Output, toJson, toSessionJson } from './output.ts';

/** `pushback list`: the sessions, newest first, one a line. */
export const list = async (
  app: CommandApp,
  { json }: { json: boolean },
  { out, talk }: Output,
): Promise<void> => {
  const { sessions, problems } = await app.library();
  if (json) return out(toJson({ sessions: sessions.map(toSessionJson), problems }));
  if (app.samplesReason) talk(`Showing the shipped samples: ${app.samplesReason}.`);
  if (sessions.length > 0) {
    const rows = sessions.map(({ head, counts }) => [
      (head.startedAt ?? '').slice(0, 10),
      oneLine(head.agent, 14),
      `${(counts?.developerTurns ?? 0) + (counts?.agentTurns ?? 0)} turns`,
      counts && counts.pushbacks.length > 0 ? `↯${counts.pushbacks.length}` : '',
      oneLine(head.id, 48),
      oneLine(head.title, 80),
    ]);
    out(formatTable(rows));
  }
  talk(
    `${sessions.length} sessions${problems.length > 0 ? `, ${problems.length} files not read (pushback doctor lists them)` : ''}.`,
  );
};
