import { useCallback, useEffect, useState } from 'react';
import type { App } from '../app/app.ts';
import type { Classification, Episode } from '../domain/episode.ts';

export type Episodes = {
  /** The episodes of a session; null when it was never classified, or that is not known yet. */
  readonly of: (session: string) => readonly Episode[] | null;
  /** Takes a new result. */
  readonly take: (classification: Classification) => void;
};

/** The episodes of the sessions that were looked at; `looked` is read from the store when it is new. */
export const useEpisodes = (app: App, looked: string | null): Episodes => {
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Episode[] | null>>(new Map());
  const take = useCallback(({ session, episodes }: Classification) => {
    setKnown(before => new Map(before).set(session, episodes));
  }, []);
  useEffect(() => {
    if (looked === null || known.has(looked)) return;
    const learn = (episodes: readonly Episode[] | null) =>
      setKnown(before => (before.has(looked) ? before : new Map(before).set(looked, episodes)));
    app.classification(looked).then(
      kept => learn(kept?.episodes ?? null),
      // A store that cannot be read is told by the screen that asks for the episodes themselves.
      () => learn(null),
    );
  }, [app, looked, known]);
  return { of: session => known.get(session) ?? null, take };
};
