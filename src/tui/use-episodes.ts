import { useCallback, useEffect, useState } from 'react';
import type { App } from '../app/app.ts';
import type { Classification, Episode } from '../domain/episode.ts';

export type Episodes = {
  /** How many episodes each classified session has, by its id. */
  readonly counts: ReadonlyMap<string, number>;
  /** The episodes of a session; null when it was never classified, or that is not known yet. */
  readonly of: (session: string) => readonly Episode[] | null;
  /** Takes a new result. */
  readonly take: (classification: Classification) => void;
};

/** What is kept of classifications: counts of all sessions, and the episodes of those that were looked at. */
export const useEpisodes = (app: App, looked: string | null): Episodes => {
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Episode[] | null>>(new Map());
  const take = useCallback(({ session, episodes }: Classification) => {
    setCounts(before => new Map(before).set(session, episodes.length));
    setKnown(before => new Map(before).set(session, episodes));
  }, []);
  useEffect(() => {
    // What stands in the store is extra here: a store that cannot be read is told where it is asked for.
    app.episodeCounts().then(setCounts, () => {});
  }, [app]);
  useEffect(() => {
    if (looked === null || known.has(looked)) return;
    const learn = (episodes: readonly Episode[] | null) =>
      setKnown(before => (before.has(looked) ? before : new Map(before).set(looked, episodes)));
    app.classification(looked).then(
      kept => learn(kept?.episodes ?? null),
      () => learn(null),
    );
  }, [app, looked, known]);
  return { counts, of: session => known.get(session) ?? null, take };
};
