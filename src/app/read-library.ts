import type { Problem } from '../domain/problem.ts';
import { newestFirst, type SessionSummary } from '../domain/session-summary.ts';
import { stampOf } from '../files/find-logs.ts';
import { noFilters, type QueryFilters } from '../search/query.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { LibraryEvent } from './app.ts';
import { type LibraryJob, loadLibrary } from './load-library.ts';

export type Library = { readonly sessions: readonly SessionSummary[]; readonly problems: readonly Problem[] };

/** What the command line narrows the library to. Dates are beginnings of ISO dates; `before` is not included. */
export type LibraryFilters = {
  readonly agent?: string | undefined;
  readonly project?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
};

/** Reads the whole library on this thread, newest session first. */
export const readLibrary = (job: LibraryJob, filters: LibraryFilters): Library => {
  const sessions = new Map<string, SessionSummary>();
  const problems: Problem[] = [];
  for (const event of [...loadLibrary(job)].flat()) {
    if (event.kind === 'problem') problems.push(event.problem);
    if (event.kind === 'gone') for (const path of event.paths) sessions.delete(path);
    if (event.kind !== 'sessions') continue;
    for (const session of event.sessions)
      if (fits(session, filters)) sessions.set(session.head.path, session);
  }
  return { sessions: [...sessions.values()].sort(newestFirst), problems };
};

/** The newest sessions that the index knows and whose logs have not changed: at once, before the disk is walked. */
export const knownSessions = (
  index: SearchIndex,
  roots: readonly string[],
  limit: number,
): readonly SessionSummary[] => {
  const unchanged = index.known(roots, limit).filter(({ listed, path, bytes, modifiedAt, inode }) => {
    const stamp = listed ? stampOf(path) : null;
    return stamp?.bytes === bytes && stamp.modifiedAt === modifiedAt && stamp.inode === inode;
  });
  return unchanged.map(({ summary }) => summary);
};

/** Takes out of an event what the filters leave out; undefined when nothing remains. */
export const filterEvent = (event: LibraryEvent, filters: LibraryFilters): LibraryEvent | undefined => {
  if (event.kind !== 'sessions') return event;
  const sessions = event.sessions.filter(session => fits(session, filters));
  return sessions.length > 0 ? { kind: 'sessions', sessions } : undefined;
};

/** The same filters as search takes them. */
export const toQueryFilters = ({ agent, project, after, before }: LibraryFilters): QueryFilters => ({
  ...noFilters,
  agent: agent?.toLowerCase() || null,
  project: project?.toLowerCase() || null,
  after: after || null,
  before: before || null,
});

const fits = ({ head }: SessionSummary, { agent, project, after, before }: LibraryFilters): boolean => {
  const has = (text: string, part: string | undefined) =>
    !part || text.toLowerCase().includes(part.toLowerCase());
  if (!has(`${head.agent} ${head.source}`, agent) || !has(head.project ?? '', project)) return false;
  return !(after && (head.startedAt ?? '') < after) && !(before && (head.startedAt ?? '~') >= before);
};
