import { useEffect, useMemo, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Spot } from '../../app-state.ts';
import type { ReplayModel } from './replay-model.ts';
import { toDelay } from './replay-pace.ts';
import type { ReplayAction, ReplayState } from './replay-state.ts';

/** Opens the log, with its first part read. Throws UserError when it is gone. */
export const useSession = (app: App, summary: SessionSummary): OpenSession => {
  const session = useMemo(() => {
    const opened = app.openSession(summary);
    opened.readOn();
    return opened;
  }, [app, summary.head.id, summary.head.path]);
  useEffect(() => session.close, [session]);
  return session;
};

/** Reads the rest of the log between frames, and goes to `spot` once it is read; true while there is more. */
export const useReading = (
  session: OpenSession,
  spot: Spot | null,
  dispatch: (action: ReplayAction) => void,
): boolean => {
  const [reading, setReading] = useState(true);
  useEffect(() => {
    let timer: NodeJS.Timeout;
    let sought = spot;
    const arrive = (isRead: boolean) => {
      if (!sought || (!isRead && session.outline().spans.length <= sought.turn)) return;
      dispatch({ type: 'go', spot: sought });
      sought = null;
    };
    const readOn = () => {
      const isRead = !session.readOn();
      arrive(isRead);
      if (isRead) setReading(false);
      else timer = setTimeout(readOn, 1);
    };
    arrive(false);
    timer = setTimeout(readOn, 1);
    return () => clearTimeout(timer);
  }, [session, spot, dispatch]);
  return reading;
};

/** Lets the playhead go on in the pace of the session. */
export const usePlaying = (
  model: ReplayModel,
  state: ReplayState,
  active: boolean,
  dispatch: (action: ReplayAction) => void,
): void => {
  useEffect(() => {
    if (!state.playing || !active) return;
    const timer = setTimeout(() => dispatch({ type: 'tick' }), toDelay(model, state));
    return () => clearTimeout(timer);
  }, [model, state, active, dispatch]);
};

/** Looks through the session a few turns at a time, so typing never waits for a long one. */
export const useFinding = (
  model: ReplayModel,
  state: ReplayState,
  reading: boolean,
  dispatch: (action: ReplayAction) => void,
): void => {
  const { query } = state.find;
  useEffect(() => {
    if (!query) return;
    let timer: NodeJS.Timeout;
    const found: number[] = [];
    const look = (from: number) => {
      const to = Math.min(model.total(), from + 40);
      for (let turn = from; turn <= to; turn += 1) if (model.matches(turn, query)) found.push(turn);
      dispatch({ type: 'found', query, found: [...found], scanned: to });
      if (to < model.total()) timer = setTimeout(() => look(to + 1), 1);
    };
    timer = setTimeout(() => look(1), 1);
    return () => clearTimeout(timer);
  }, [model, query, reading, dispatch]);
};
