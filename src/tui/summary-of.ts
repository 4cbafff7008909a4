import type { SessionSummary } from '../domain/session-summary.ts';

export type SummaryOf = (session: string) => SessionSummary | undefined;

/** Looks up what is listed of a session by its id; the ids are read anew only when the list is another one. */
export const createSummaryOf = (listed: () => readonly SessionSummary[]): SummaryOf => {
  let known:
    | { readonly sessions: readonly SessionSummary[]; readonly byId: Map<string, SessionSummary> }
    | undefined;
  return session => {
    const sessions = listed();
    if (known?.sessions !== sessions)
      known = { sessions, byId: new Map(sessions.map(one => [one.head.id, one])) };
    return known.byId.get(session);
  };
};
