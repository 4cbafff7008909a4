import { useEffect, useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import type { BrowseAction, BrowseState } from './browse-state.ts';
import { toNarrowing } from './filter-sessions.ts';

/** Has the filters of what is typed answered: anew when it, what counts as pushback, or what is read has changed. */
export const useNarrowing = (
  app: Pick<App, 'sessionsFor'>,
  { filter, view, loading }: Pick<BrowseState, 'filter' | 'view' | 'loading'>,
  dispatch: (action: BrowseAction) => void,
): void => {
  const query = toNarrowing(filter);
  const { threshold, reviews } = view;
  // The app knows the reviews itself; they and the end of loading only say when to ask again.
  const occasion = useMemo(() => ({ loading, reviews }), [loading, reviews]);
  useEffect(() => {
    if (query === null || !occasion) return;
    let isWanted = true;
    void app.sessionsFor(query, threshold).then(paths => {
      if (isWanted) dispatch({ type: 'narrowed', query, paths });
    });
    return () => {
      isWanted = false;
    };
  }, [app, query, threshold, occasion, dispatch]);
};
