import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Spot } from '../../app-state.ts';
import { createFindScan } from './find-scan.ts';
import { inSlices } from './in-slices.ts';
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
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let sought = spot;
    const arrive = (isRead: boolean) => {
      if (isRead) setReading(false);
      if (!sought || (!isRead && session.outline().spans.length <= sought.turn)) return;
      dispatch({ type: 'go', spot: sought });
      sought = null;
    };
    arrive(false);
    return readRest(session, arrive, draw);
  }, [session, spot, dispatch]);
  return reading;
};

/** Reads what is left of a log, and tells of each part; gives back what ends it early. `draw` shows what is known by then. */
const readRest = (
  { beside, readOn }: OpenSession,
  arrive: (isRead: boolean) => void,
  draw: () => void,
): (() => void) => {
  if (beside)
    return beside.listen(found => {
      if (found.kind !== 'part') return;
      arrive(found.isRead);
      draw();
    });
  let timer: NodeJS.Timeout;
  const next = () => {
    const isRead = !readOn();
    arrive(isRead);
    if (!isRead) timer = setTimeout(next, 1);
  };
  timer = setTimeout(next, 1);
  return () => clearTimeout(timer);
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

/** While it looks, what it found is told so often: each telling draws a frame. */
const tellEvery = 100;

/** Looks through the session between frames, so typing never waits for a long one. */
export const useFinding = (
  model: ReplayModel,
  query: string,
  reading: boolean,
  now: () => Date,
  dispatch: (action: ReplayAction) => void,
): void => {
  useEffect(() => {
    if (!query) return;
    const scan = createFindScan(model, query);
    let told = now().getTime();
    const tell = () => {
      told = now().getTime();
      dispatch({ type: 'found', query, ...scan.findings() });
    };
    const look = (isTime: () => boolean): boolean => {
      let isDone = false;
      do isDone = !scan.step();
      while (!isDone && !isTime());
      if (isDone || now().getTime() - told >= tellEvery) tell();
      return !isDone;
    };
    return inSlices(now, look);
  }, [model, query, reading, now, dispatch]);
};

/** Keeps what one reads on the screen when there is another room for the turns: a resize, or a pane beside them. */
export const useResized = (width: number, height: number, dispatch: (action: ReplayAction) => void): void => {
  const drawn = useRef({ width, height });
  useLayoutEffect(() => {
    const before = drawn.current;
    if (before.width === width && before.height === height) return;
    drawn.current = { width, height };
    dispatch({ type: 'resized', before });
  }, [width, height, dispatch]);
};
