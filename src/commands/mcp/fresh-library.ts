import { setTimeout as delay } from 'node:timers/promises';
import type { LibraryEvent } from '../../app/app.ts';
import type { CommandApp } from '../../app/open-app.ts';
import type { SessionSummary } from '../../domain/session-summary.ts';

/** How many logs are read, of all that there are. */
export type Reading = { readonly done: number; readonly total: number };

/** The library of a program that runs for days while agents write on. */
export type FreshLibrary = {
  /** Reads what is new, but waits no longer than `patience` (ms) for it; null when all of it is read. */
  readonly refresh: () => Promise<Reading | null>;
  readonly session: (id: string) => SessionSummary | undefined;
  readonly sessions: () => readonly SessionSummary[];
};

export const createFreshLibrary = (app: CommandApp, patience: number): FreshLibrary => {
  const byPath = new Map<string, SessionSummary>();
  const byId = new Map<string, SessionSummary>();
  let reading: Reading | null = null;
  let load: Promise<void> | null = null;

  const take = (event: LibraryEvent): void => {
    if (event.kind === 'sessions')
      for (const summary of event.sessions) {
        byPath.set(summary.head.path, summary);
        byId.set(summary.head.id, summary);
      }
    if (event.kind === 'gone')
      for (const path of event.paths) {
        const { head } = byPath.get(path) ?? {};
        byPath.delete(path);
        if (head && byId.get(head.id)?.head.path === path) byId.delete(head.id);
      }
    if (event.kind === 'progress') reading = { done: event.done, total: event.total };
  };
  const start = (): Promise<void> =>
    new Promise(done => {
      app.loadLibrary(event => {
        take(event);
        if (event.kind !== 'done') return;
        reading = null;
        load = null;
        done();
      }, new AbortController().signal);
    });
  return {
    refresh: async () => {
      load ??= start();
      await Promise.race([load, delay(patience, undefined, { ref: false })]);
      return load === null ? null : (reading ?? { done: 0, total: byPath.size });
    },
    session: id => byId.get(id),
    sessions: () => [...byPath.values()],
  };
};
