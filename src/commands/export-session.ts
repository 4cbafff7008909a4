import type { ExportPart } from '../app/export-session.ts';
import { exportText, redactedWords, type SessionFormat } from '../app/export-text.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

export type ExportOptions = ExportPart & {
  readonly format: SessionFormat;
  /** Names and secrets as they are? */
  readonly reveal: boolean;
  /** The person has agreed to that beforehand. */
  readonly yes: boolean;
};
export type ExportOutput = Output & {
  /** Asks the person at the terminal; null where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
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

/** Throws UserError (2) where the person does not say yes, or nobody can be asked. */
const agreeToReveal = async (confirm: ExportOutput['confirm']): Promise<void> => {
  const isAgreed = await confirm?.('Write names, addresses and secrets as they stand in the log? [y/N] ');
  if (!isAgreed)
    throw new UserError(
      'Nothing was exported: --reveal writes names and secrets as they are.',
      'Leave it out, or say --yes as well.',
    );
};
