import type { CommandApp } from '../app/open-app.ts';
import { toSessionJson } from '../app/to-session-json.ts';
import { countOf } from '../domain/count-of.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { formatTable, notReadWords, type Output, toJson } from './output.ts';

/** `pushback list`: the sessions, newest first, one a line. */
export const list = async (
  app: CommandApp,
  { json }: { json: boolean },
  { out, talk }: Output,
): Promise<void> => {
  const library = await app.library();
  const { sessions } = library;
  const episodes = await app.episodeCounts();
  const problems = [...library.problems, ...(await app.storeProblems())];
  const episodesOf = ({ head }: SessionSummary) => episodes.get(head.id) ?? null;
  if (json) {
    const rows = sessions.map(session => toSessionJson(session, episodesOf(session)));
    return out(toJson({ sessions: rows, problems }));
  }
  if (app.samplesReason) talk(`Showing the shipped samples: ${app.samplesReason}.`);
  if (sessions.length > 0) {
    const rows = sessions.map(session => {
      const { head, counts } = session;
      return [
        (head.startedAt ?? '').slice(0, 10),
        oneLine(head.agent, 14),
        countOf((counts?.developerTurns ?? 0) + (counts?.agentTurns ?? 0), 'turn'),
        counts && counts.pushbacks.length > 0 ? `↯${counts.pushbacks.length}` : '',
        episodesOf(session) === null ? '' : `◆${episodesOf(session)}`,
        oneLine(head.id, 48),
        oneLine(head.title, 80),
      ];
    });
    out(formatTable(rows));
  }
  const found =
    sessions.length === 0 && app.narrowedBy
      ? `No session fits ${app.narrowedBy}`
      : countOf(sessions.length, 'session');
  talk(problems.length > 0 ? `${found}, ${notReadWords(problems)}.` : `${found}.`);
};
