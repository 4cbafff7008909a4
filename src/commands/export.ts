import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { UserError } from '../errors.ts';
import { agreeToReveal, type ExportOutput } from './agree-to-reveal.ts';
import { notReadWords, toJson } from './output.ts';

export type ExportFlags = {
  /** Names and ids as they are, instead of hashes. */
  readonly reveal: boolean;
  /** The person has agreed to that beforehand. */
  readonly yes: boolean;
};

/** `pushback export [SESSION…] --format study`: the episodes of these sessions, or of all that were classified, as rows. */
export const exportSessions = async (
  app: CommandApp,
  sessions: readonly string[],
  { reveal, yes }: ExportFlags,
  { out, talk, confirm }: ExportOutput,
): Promise<void> => {
  const chosen = await chosenFor(app, sessions);
  if (reveal && !yes) await agreeToReveal(confirm);
  const rows = await app.exportStudy(chosen, { reveal });
  out(toJson(rows));
  const how = reveal ? '' : ' Projects and session ids are hashes; --reveal shows them.';
  talk(`${countOf(rows.length, 'row')}, one an episode that no person rejected.${how}`);
  const problems = await app.storeProblems();
  if (problems.length > 0) talk(`${notReadWords(problems)}.`);
};

const chosenFor = async (app: CommandApp, sessions: readonly string[]) => {
  const counts = await app.episodeCounts();
  const chosen =
    sessions.length > 0 ? await Promise.all(sessions.map(app.resolve)) : (await app.library()).sessions;
  const classified = chosen.filter(({ head }) => counts.has(head.id));
  const missing = chosen.filter(({ head }) => !counts.has(head.id));
  if (sessions.length > 0 && missing.length > 0)
    throw new UserError(
      `Not classified yet: ${missing.map(({ head }) => head.id).join(', ')}`,
      'Run `pushback classify` on it first; an export holds episodes.',
      { code: 3 },
    );
  return classified;
};
