import { useEffect } from 'react';
import type { App } from '../../../app/app.ts';
import type { SearchAction, SearchState } from './search-state.ts';

/** Brings back the queries of earlier runs, and has each new one that led somewhere kept. */
export const useHistory = (
  app: Pick<App, 'queries' | 'keepQuery'>,
  { history }: Pick<SearchState, 'history'>,
  dispatch: (action: SearchAction) => void,
): void => {
  useEffect(() => {
    void app.queries().then(queries => dispatch({ type: 'remember', queries }));
  }, [app, dispatch]);
  const [latest] = history;
  useEffect(() => {
    // One that cannot be kept is only not offered again in a later run.
    if (latest !== undefined) app.keepQuery(latest).catch(() => {});
  }, [app, latest]);
};
