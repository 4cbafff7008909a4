import { useEffect, useRef, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { followLog } from './follow-log.ts';
import { placeAgain } from './place-again.ts';
import type { ReplayAction, ReplayState } from './replay-state.ts';

/** What was opened in place of a log that is there no more as it was: why, and where what one read stands in it. */
type Anew = { readonly session: OpenSession; readonly words: string | null; readonly turn: number };

type Live = {
  readonly app: App;
  readonly summary: SessionSummary;
  /** The session as it was opened. */
  readonly opened: OpenSession;
  /** Is it read to its end? */
  readonly isRead: boolean;
  /** Are turns that are added wanted now? */
  readonly isOn: boolean;
  readonly state: ReplayState;
  readonly dispatch: (action: ReplayAction) => void;
};

/** The session as its log is now where it is followed or was written over; else as it was last. */
export const useLiveSession = ({
  app,
  summary,
  opened,
  isRead,
  isOn,
  state,
  dispatch,
}: Live): OpenSession => {
  /** What was opened in place of `opened`, and what is shown of it, or of that. */
  const [anew, setAnew] = useState<Anew | null>(null);
  const [shown, setShown] = useState<OpenSession | null>(null);
  const base = anew?.session ?? opened;
  const seen = useRef({ isOn, state, session: shown ?? base });
  seen.current = { isOn, state, session: shown ?? base };
  const live = useRef<ReturnType<typeof followLog>>(undefined);
  useEffect(() => {
    if (!isRead) return;
    live.current = followLog({
      session: base,
      reopen: () => app.openSession(summary),
      isFollowed: () => seen.current.isOn,
      now: app.now,
      onGrown: setShown,
      onAnew: (session, words) => {
        const { turn } = seen.current.state.step;
        const before = seen.current.session.outline().spans;
        setAnew({ session, words, turn: placeAgain(before, turn, session.outline().spans) });
        setShown(null);
      },
      onLost: words => dispatch({ type: 'lost', words }),
    });
    if (seen.current.isOn) live.current.catchUp();
    return live.current.stop;
    // A summary that was counted anew is the same log.
  }, [app, summary.head.path, base, isRead, dispatch]);
  useEffect(() => {
    if (isOn) live.current?.catchUp();
  }, [isOn]);
  useEffect(() => anew?.session.close, [anew]);
  // The new turns can be gone to once the frame that knows them is drawn.
  useEffect(() => {
    if (shown) dispatch({ type: 'grown' });
  }, [shown, dispatch]);
  useEffect(() => {
    if (anew) dispatch({ type: 'anew', turn: anew.turn, words: anew.words });
  }, [anew, dispatch]);
  return shown ?? base;
};
