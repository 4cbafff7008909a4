import { useEffect, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { followLog } from './follow-log.ts';
import type { ReplayAction } from './replay-state.ts';

type Live = {
  readonly app: App;
  readonly summary: SessionSummary;
  /** The session as it was opened, read to its end. */
  readonly opened: OpenSession;
  readonly isOn: boolean;
  readonly dispatch: (action: ReplayAction) => void;
};

/** The session as its log is now, while it is followed; else as it was last. */
export const useLiveSession = ({ app, summary, opened, isOn, dispatch }: Live): OpenSession => {
  const [grown, setGrown] = useState<OpenSession | null>(null);
  useEffect(() => {
    if (!isOn) return;
    return followLog({
      watch: opened.watch,
      reopen: () => app.openSession(summary),
      now: app.now,
      onGrown: setGrown,
      onLost: words => dispatch({ type: 'lost', words }),
    });
    // A summary that was counted anew is the same log.
  }, [app, summary.head.path, opened, isOn, dispatch]);
  useEffect(() => grown?.close, [grown]);
  // The new turns can be gone to once the frame that knows them is drawn.
  useEffect(() => {
    if (grown) dispatch({ type: 'grown' });
  }, [grown, dispatch]);
  return grown ?? opened;
};
