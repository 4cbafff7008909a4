import { createHash } from 'node:crypto';
import { sanitise } from '../../domain/sanitise.ts';

/** Text that stands in a page as it is: no mark of HTML, and nothing that reorders or hides it. */
export const escapeHtml = (text: string): string =>
  sanitise(text).replace(/[&<>"']/g, mark => `&#${mark.charCodeAt(0)};`);

export type Page = {
  readonly title: string;
  readonly style: string;
  /** Empty for a page without any. */
  readonly script: string;
  /** Ready HTML, escaped where it holds foreign text. */
  readonly body: string;
};

/**
 * One file that asks for nothing: its policy lets this very style and script run and forbids every request, also by what
 * an escape may have missed. Light or dark as the reader’s system is.
 */
export const formatPage = ({ title, style, script, body }: Page): string => {
  const scripts = script === '' ? "'none'" : hashOf(script);
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${scripts}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${script === '' ? '' : `<script>${script}</script>\n`}</body>
</html>
`;
};

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
