import type { ExportPart } from '../app/export-session.ts';
import { exportText, redactedWords, type SessionFormat } from '../app/export-text.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { UserError } from '../errors.ts';
import { agreeToReveal, type ExportOutput } from './agree-to-reveal.ts';
import { toJson } from './output.ts';

export type ExportOptions = ExportPart & {
  readonly format: SessionFormat;
  /** Names and secrets as they are? */
  readonly reveal: boolean;
  /** The person has agreed to that beforehand. */
  readonly yes: boolean;
};

/** `pushback export SESSION --format md|json|csv|html|cast`: one session to be shared, on stdout. */
export const exportOne = async (
  app: CommandApp,
  sessions: readonly string[],
  { format, reveal, yes, turns, episode }: ExportOptions,
  { out, talk, confirm }: ExportOutput,
): Promise<void> => {
  const [session] = sessions;
  if (session === undefined || sessions.length > 1)
    throw new UserError(`--format ${format} exports one session.`, 'Name it; `pushback list` shows the ids.');
  const summary = await app.resolve(session);
  if (reveal && !yes) await agreeToReveal(confirm);
  const exported = await app.exportSession(summary, { turns, episode }, { reveal });
  out(format === 'json' ? toJson({ session: exported }) : await exportText(exported, format));
  talk(`${countOf(exported.turns.length, 'turn')} of ${exported.of}; ${redactedWords(exported.redacted)}.`);
};
