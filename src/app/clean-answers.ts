import { createSecretHider, hideParted } from '../classify/hide-secrets.ts';
import { mapStrings } from '../classify/map-strings.ts';
import { createRedactor } from '../classify/redact.ts';
import { sanitise } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import type { Turn } from '../domain/turn.ts';
import { UserError } from '../errors.ts';
import { turnsOf } from './open-session.ts';

/** Changes every text in a value made of JSON's own types. */
export type Clean = (value: unknown) => unknown;

/**
 * What is told of a session, fit to leave: its secrets hidden as an export hides them, wherever in the log they are given
 * away, and nothing in it that cannot be seen. Its own id stays, for it is what a session is asked for by. Without a
 * session, or where its log is gone, secrets are known by their form alone.
 */
export const cleanerOf = (summary: SessionSummary | null): Clean => {
  const hide = summary
    ? createSecretHider({ head: summary.head, turns: turnsOrNone(summary) }).hide
    : hideByForm();
  const id = summary?.head.id;
  return value => mapStrings(value, text => sanitise(text === id ? text : hide(text)));
};

const hideByForm = () => {
  const { redact } = createRedactor([]);
  return (text: string) => hideParted(text, redact);
};

const turnsOrNone = (summary: SessionSummary): readonly Turn[] => {
  try {
    return turnsOf(summary);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
};
