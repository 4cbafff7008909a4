import { useEffect, useState } from 'react';
import type { App, SearchRequest, Told } from '../../../app/app.ts';
import type { Hit } from '../../../domain/hit.ts';
import { isAsking, type SearchAction, type SearchState } from './search-state.ts';

const mostHits = 200;
const mostCounted = 10_000;
/** How many turns on each side of a hit the preview may show. */
const reach = 2;

/**
 * Has each new question answered; what comes for an earlier one is dropped by the reducer. `act` goes where an enter leads
 * that came before the answer.
 */
export const useAnswers = (
  app: Pick<App, 'search'>,
  state: SearchState,
  threshold: number | null,
  act: (action: SearchAction) => void,
): void => {
  const { asked, near } = state;
  useEffect(() => {
    if (!isAsking(asked)) return;
    const { generation } = asked;
    const within = {
      session: asked.scope === 'session' ? (near?.head.id ?? null) : null,
      project: asked.scope === 'project' ? (near?.head.project ?? null) : null,
    };
    const { query, pushbackOnly } = asked;
    const request: SearchRequest = {
      query,
      pushbackOnly,
      threshold,
      within,
      limit: mostHits,
      countTo: mostCounted,
    };
    void app
      .search(request, answer => act({ type: 'answered', generation, answer, isWhole: false }))
      .then(answer => {
        if (answer) act({ type: 'answered', generation, answer, isWhole: true });
      });
  }, [app, asked, near, threshold, act]);
};

/** The turns around a hit, once they are there. */
export const useAround = (app: Pick<App, 'around'>, hit: Hit | undefined): readonly Told[] => {
  const [around, setAround] = useState<{ readonly hit: Hit; readonly turns: readonly Told[] }>();
  useEffect(() => {
    if (!hit) return;
    let isWanted = true;
    void app.around(hit.session, hit.turn, reach).then(turns => {
      if (isWanted) setAround({ hit, turns });
    });
    return () => {
      isWanted = false;
    };
  }, [app, hit]);
  return hit && around?.hit === hit ? around.turns : [];
};
