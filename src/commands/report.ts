import type { CommandApp } from '../app/open-app.ts';
import { type ReportFormat, reportText } from '../app/report-text.ts';
import { countOf } from '../domain/count-of.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

export type ReportOutput = Output & {
  /** Shows a line that the next one replaces; null where nobody looks. */
  readonly status: ((line: string) => void) | null;
};

/** `pushback report`: every table over the chosen sessions. */
export const report = async (
  app: CommandApp,
  { format, width }: { readonly format: ReportFormat; readonly width: number },
  { out, talk, status }: ReportOutput,
): Promise<void> => {
  if (app.samplesReason) talk(`Reporting on the shipped samples: ${app.samplesReason}.`);
  const made = await app.report(
    (done, total) => status?.(`reading ${done} of ${countOf(total, 'log')}`),
    new AbortController().signal,
  );
  status?.('');
  if (made.sessions === 0)
    throw new UserError(
      app.narrowedBy ? `No session fits ${app.narrowedBy}` : 'There is no session to report on.',
      '`pushback list` shows the sessions.',
      { code: 3 },
    );
  out(format === 'json' ? toJson({ report: made }) : await reportText(made, format, width));
  const left = made.sessions - made.classified;
  if (left > 0)
    talk(
      `${countOf(left, 'session')} never classified: \`pushback classify\` adds the study’s tables of ${left === 1 ? 'it' : 'them'}.`,
    );
};
