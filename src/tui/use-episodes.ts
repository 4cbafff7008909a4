import { useCallback, useEffect, useState } from 'react';
import type { App } from '../app/app.ts';
import type { Episode } from '../domain/episode.ts';
import { heldEpisodes, type ReviewedRun } from '../domain/reviewed-run.ts';

export type Episodes = {
  /** The episodes of a session; null when it was never classified, or that is not known yet. */
  readonly of: (session: string) => readonly Episode[] | null;
  /** Takes a new result, or one that a person decided on. */
  readonly take: (run: ReviewedRun) => void;
};

/** The episodes of the sessions that were looked at; `looked` is read from the store when it is new. */
export const useEpisodes = (app: App, looked: string | null): Episodes => {
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Episode[] | null>>(new Map());
  const take = useCallback((run: ReviewedRun) => {
    setKnown(before => new Map(before).set(run.session, heldEpisodes(run)));
  }, []);
  useEffect(() => {
    if (looked === null || known.has(looked)) return;
    const learn = (episodes: readonly Episode[] | null) =>
      setKnown(before => (before.has(looked) ? before : new Map(before).set(looked, episodes)));
    app.classification(looked).then(
      kept => learn(kept && heldEpisodes(kept)),
      // A store that cannot be read is told by the screen that asks for the episodes themselves.
      () => learn(null),
    );
  }, [app, looked, known]);
  return { of: session => known.get(session) ?? null, take };
};
