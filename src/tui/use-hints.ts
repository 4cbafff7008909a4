import { useEffect, useRef, useState } from 'react';
import type { App } from '../app/app.ts';
import type { BrowseState } from './screens/browse/browse-state.ts';

/** Tells what a person should know once: when the list is read, lies open (`isFree`) and nothing else is told there. */
export const useHints = (
  app: App,
  { loading, sessions }: BrowseState,
  isFree: boolean,
  tell: (hint: string) => void,
): void => {
  const asked = useRef(false);
  const [hint, setHint] = useState<string | null>(null);
  useEffect(() => {
    if (loading || asked.current || !isFree) return;
    asked.current = true;
    app.hint(sessions).then(
      setHint,
      // What cannot be remembered is told again the next time.
      () => {},
    );
  }, [app, loading, sessions, isFree]);
  useEffect(() => {
    if (hint === null || !isFree) return;
    setHint(null);
    tell(hint);
  }, [hint, isFree, tell]);
};
