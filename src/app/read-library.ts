import type { Problem } from '../domain/problem.ts';
import { newestFirst, type SessionSummary } from '../domain/session-summary.ts';
import type { LibraryEvent } from './app.ts';
import { fits, type LibraryFilters } from './library-filters.ts';
import { type LibraryJob, loadLibrary } from './load-library.ts';

export type Library = { readonly sessions: readonly SessionSummary[]; readonly problems: readonly Problem[] };

/** Reads the whole library, newest session first. `onProgress` hears how many of its logs are read whole. */
export const readLibrary = async (
  job: LibraryJob,
  filters: LibraryFilters,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Library> => {
  const sessions = new Map<string, SessionSummary>();
  const problems: Problem[] = [];
  const take = (event: LibraryEvent): void => {
    if (event.kind === 'progress' && event.of === 'pushback') onProgress(event.done, event.total);
    if (event.kind === 'problem') problems.push(event.problem);
    if (event.kind === 'gone') for (const path of event.paths) sessions.delete(path);
    if (event.kind !== 'sessions') return;
    for (const session of event.sessions)
      if (fits(session, filters)) sessions.set(session.head.path, session);
  };
  for await (const events of loadLibrary(job)) events.forEach(take);
  return { sessions: [...sessions.values()].sort(newestFirst), problems };
};
