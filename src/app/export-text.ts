import type { ExportedSession } from '../report/exported-session.ts';

/** What a session can be exported as. */
export const sessionFormats = ['md', 'json', 'csv', 'html', 'cast'] as const;
export type SessionFormat = (typeof sessionFormats)[number];

/** The session as text; each format is loaded when it is wanted. JSON is for whoever prints JSON that is safe to print. */
export const exportText = async (
  session: ExportedSession,
  format: Exclude<SessionFormat, 'json'>,
): Promise<string> => {
  switch (format) {
    case 'md':
      return (await import('../report/formats/session-markdown.ts')).formatSessionMarkdown(session);
    case 'csv':
      return (await import('../report/formats/session-csv.ts')).formatSessionCsv(session);
    case 'html':
      return (await import('../report/formats/session-html.ts')).formatSessionHtml(session);
    case 'cast':
      return (await import('../report/formats/session-cast.ts')).formatSessionCast(session);
  }
};

/** What was hidden, in words. */
export { redactedWords } from '../report/exported-session.ts';
