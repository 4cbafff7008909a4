import type { ClassifyInput } from './engine.ts';
import { redact } from './redact.ts';
import { looksSecret } from './secret-rules.ts';
import { turnEvidenceText } from './turn-evidence-text.ts';

export type Hidden = { readonly text: string; readonly restore: (text: string) => string };

/**
 * Hides the secrets of a session in any text made from it. A secret is often known only by its surroundings
 * (`password=…`), and a quote comes without them: so what was found anywhere in the session is hidden by its value too.
 */
export const createSecretHider = ({ head, turns }: ClassifyInput): ((text: string) => Hidden) => {
  const session = redact([head.title, ...turns.map(turnEvidenceText)].join('\n\n'));
  const marks = [...new Set(session.text.match(placeholder))];
  const known = marks
    .map(mark => ({ mark, secret: session.restore(mark) }))
    .filter(({ mark, secret }) => secret !== mark && looksSecret(secret, false))
    .sort((a, b) => b.secret.length - a.secret.length);
  return text => {
    const byValue = known.reduce((current, { mark, secret }) => hideValue(current, secret, mark), text);
    const rest = redact(byValue);
    return { text: rest.text, restore: reply => session.restore(rest.restore(reply)) };
  };
};

const placeholder = /\[REDACTED:[a-z-]+:\d+\]/g;

/** As it is, and as it stands inside a JSON string. */
const hideValue = (text: string, secret: string, mark: string): string =>
  text.replaceAll(secret, mark).replaceAll(JSON.stringify(secret).slice(1, -1), mark);
