import { useEffect, useMemo, useRef, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Spot } from '../../app-state.ts';
import type { ReplayModel, Step } from './replay-model.ts';
import { dueAfter, toBeat } from './replay-pace.ts';
import type { ReplayAction, ReplayState, ReplayWorld } from './replay-state.ts';

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

/** Lets the playhead go on while it plays on the screen in front; nothing waits otherwise. */
export const usePlaying = (
  world: { readonly current: ReplayWorld | undefined },
  state: ReplayState,
  active: boolean,
  now: () => Date,
  dispatch: (action: ReplayAction) => ReplayState,
): void => {
  /** When the playhead was due to come to the step where it stands. */
  const last = useRef<{ readonly step: Step; readonly due: number } | null>(null);
  useEffect(() => {
    const at = world.current;
    if (!at || !state.playing || !active) {
      last.current = null;
      return;
    }
    const { step } = state;
    const delay = toBeat(at, state)?.delay ?? 0;
    const before = last.current?.step === step ? last.current.due : null;
    if (before === null) last.current = { step, due: now().getTime() };
    const due = dueAfter(before, delay, now().getTime());
    const timer = setTimeout(
      () => {
        last.current = { step: dispatch({ type: 'tick' }).step, due };
      },
      Math.max(0, due - now().getTime()),
    );
    return () => clearTimeout(timer);
  }, [world, state, active, now, dispatch]);
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
