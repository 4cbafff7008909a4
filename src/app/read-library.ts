import type { Problem } from '../domain/problem.ts';
import { newestFirst, type SessionSummary } from '../domain/session-summary.ts';
import type { LibraryEvent } from './app.ts';
import { fits, type LibraryFilters } from './library-filters.ts';
import { type LibraryJob, loadLibrary } from './load-library.ts';

export type Library = { readonly sessions: readonly SessionSummary[]; readonly problems: readonly Problem[] };

/** Reads the whole library on this thread, newest session first. `onProgress` hears how many of its logs are read. */
export const readLibrary = (
  job: LibraryJob,
  filters: LibraryFilters,
  onProgress: (done: number, total: number) => void = () => {},
): Library => {
  const sessions = new Map<string, SessionSummary>();
  const problems: Problem[] = [];
  for (const event of loadLibrary(job).flatMap(inOrder)) {
    if (event.kind === 'progress') onProgress(event.done, event.total);
    if (event.kind === 'problem') problems.push(event.problem);
    if (event.kind === 'gone') for (const path of event.paths) sessions.delete(path);
    if (event.kind !== 'sessions') continue;
    for (const session of event.sessions)
      if (fits(session, filters)) sessions.set(session.head.path, session);
  }
  return { sessions: [...sessions.values()].sort(newestFirst), problems };
};

const inOrder = (events: readonly LibraryEvent[]): readonly LibraryEvent[] => events;
