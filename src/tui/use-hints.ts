import { useEffect, useRef } from 'react';
import type { App } from '../app/app.ts';
import type { BrowseState } from './screens/browse/browse-state.ts';

/** Tells what a person should know once, when the list is read and nothing else is told. */
export const useHints = (
  app: App,
  { loading, sessions }: BrowseState,
  isFree: boolean,
  tell: (hint: string) => void,
): void => {
  const asked = useRef(false);
  useEffect(() => {
    if (loading || asked.current || !isFree) return;
    asked.current = true;
    app.hint(sessions).then(
      hint => hint !== null && tell(hint),
      // What cannot be remembered is told again the next time.
      () => {},
    );
  }, [app, loading, sessions, isFree, tell]);
};
