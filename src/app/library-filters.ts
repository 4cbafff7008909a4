import type { Filter } from '../domain/query-filters.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import type { LibraryEvent } from './app.ts';

/** What the command line narrows the library to. Dates are beginnings of ISO dates; `before` is not included. */
export type LibraryFilters = {
  readonly agent?: string | undefined;
  readonly project?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
};

/** Takes out of an event what the filters leave out; undefined when nothing remains. */
export const filterEvent = (event: LibraryEvent, filters: LibraryFilters): LibraryEvent | undefined => {
  if (event.kind !== 'sessions') return event;
  const sessions = event.sessions.filter(session => fits(session, filters));
  return sessions.length > 0 ? { kind: 'sessions', sessions } : undefined;
};

/** The filters alone, out of what else was asked for. */
export const filtersOf = ({ agent, project, after, before }: LibraryFilters): LibraryFilters => ({
  ...{ agent, project, after, before },
});

/** The filters as they are typed on the command line, to be told; empty when there are none. */
export const filterWords = ({ agent, project, after, before }: LibraryFilters): string =>
  Object.entries({ agent, project, after, before })
    .flatMap(([name, text]) => (text ? [`--${name} ${text}`] : []))
    .join(' ');

/** The same filters as search takes them. */
export const toQueryFilters = ({ agent, project, after, before }: LibraryFilters): Filter[] => {
  const all = { negated: false } as const;
  return [
    ...(agent ? [{ name: 'agent', text: agent.toLowerCase(), ...all } as const] : []),
    ...(project ? [{ name: 'project', text: project.toLowerCase(), ...all } as const] : []),
    ...(after ? [{ name: 'after', date: after, ...all } as const] : []),
    ...(before ? [{ name: 'before', date: before, ...all } as const] : []),
  ];
};

/** Is it what the filters leave? */
export const fits = (
  { head }: SessionSummary,
  { agent, project, after, before }: LibraryFilters,
): boolean => {
  const has = (text: string, part: string | undefined) =>
    !part || text.toLowerCase().includes(part.toLowerCase());
  if (!has(`${head.agent} ${head.source}`, agent) || !has(head.project ?? '', project)) return false;
  return !(after && (head.startedAt ?? '') < after) && !(before && (head.startedAt ?? '~') >= before);
};
