import { useEffect, useRef } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';

/** A log that is written line by line is counted anew so often at most, in ms; each time it is read whole. */
const restAfterCount = 1000;

type Growing = {
  readonly app: Pick<App, 'recount'>;
  readonly summary: SessionSummary;
  /** The log as it was last found to have grown; what it was opened as is counted already, or at once. */
  readonly session: OpenSession;
  readonly opened: OpenSession;
  readonly onCounted: (summary: SessionSummary) => void;
};

/**
 * Has the pushback of a followed log found in what was added to it, one count after the other. A large one is not counted
 * anew: who reads it beside the screen counts on.
 */
export const useRecount = ({ app, summary, session, opened, onCounted }: Growing): void => {
  const { path } = summary.head;
  const { beside } = session;
  const counted = useRef({ summary, onCounted });
  counted.current = { summary, onCounted };
  useEffect(
    () =>
      beside?.listen(found => {
        const { summary, onCounted } = counted.current;
        if (found.kind === 'counted' && summary.head.parent === null)
          onCounted({ ...summary, counts: found.counts });
      }),
    [beside],
  );
  const latest = useRef<(() => void) | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let isBusy = false;
    let isBehind = false;
    const rested = () => {
      isBusy = false;
      if (isBehind) count();
    };
    const count = () => {
      isBehind = isBusy;
      if (isBusy || stop.signal.aborted) return;
      isBusy = true;
      app.recount(path, stop.signal).then(counted => {
        if (counted && !stop.signal.aborted) onCounted(counted);
        setTimeout(rested, restAfterCount);
      }, rested);
    };
    latest.current = count;
    return () => stop.abort();
  }, [app, path, onCounted]);
  const isUncounted = summary.counts === null && summary.head.parent === null;
  useEffect(() => {
    if (!beside && (session !== opened || isUncounted)) latest.current?.();
  }, [session, beside, opened, isUncounted]);
};
