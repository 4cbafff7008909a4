import { useCallback, useEffect, useState } from 'react';
import type { App } from '../app/app.ts';
import type { Episode } from '../domain/episode.ts';
import { heldEpisodes, type ReviewedRun } from '../domain/reviewed-run.ts';
import { type ModelLabels, newestLabels } from '../domain/turn-label.ts';

/** What is known of a session from its runs: its episodes, null when it was never classified, and a model's labels of its turns. */
export type Judged = { readonly episodes: readonly Episode[] | null; readonly labels: ModelLabels | null };

export type Episodes = {
  /** What is known of a session; nothing until its runs are read. */
  readonly of: (session: string) => Judged;
  /** Takes a new result, or one that a person decided on. */
  readonly take: (run: ReviewedRun) => void;
};

const unknown: Judged = { episodes: null, labels: null };

/** What the runs say of the sessions that were looked at; `looked` is read from the store when it is new. */
export const useEpisodes = (app: App, looked: string | null): Episodes => {
  const [known, setKnown] = useState<ReadonlyMap<string, Judged>>(new Map());
  const take = useCallback((run: ReviewedRun) => {
    const episodes = heldEpisodes(run);
    setKnown(before => {
      const labels = newestLabels([run]) ?? before.get(run.session)?.labels ?? null;
      return new Map(before).set(run.session, { episodes, labels });
    });
  }, []);
  useEffect(() => {
    if (looked === null || known.has(looked)) return;
    const learn = (judged: Judged) =>
      setKnown(before => (before.has(looked) ? before : new Map(before).set(looked, judged)));
    app.history(looked).then(
      runs => learn(toJudged(runs)),
      // A store that cannot be read is told by the screen that asks for the episodes themselves.
      () => learn(unknown),
    );
  }, [app, looked, known]);
  return { of: session => known.get(session) ?? unknown, take };
};

const toJudged = (runs: readonly ReviewedRun[]): Judged => {
  const newest = runs.at(-1);
  return { episodes: newest ? heldEpisodes(newest) : null, labels: newestLabels(runs) };
};
