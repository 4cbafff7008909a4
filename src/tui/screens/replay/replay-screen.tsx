import { Box } from 'ink';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { useKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Row } from '../../parts/row.tsx';
import { replayKeys } from './replay-keys.ts';
import { createReplayModel, type ReplayModel } from './replay-model.ts';
import { toDelay } from './replay-pace.ts';
import { toReplayRows } from './replay-rows.ts';
import { createReplayReducer, openAt, type ReplayAction, type ReplayState, viewOf } from './replay-state.ts';
import { toDensity, toTimeline } from './timeline.ts';

export type ReplayScreenProps = {
  readonly app: App;
  readonly summary: SessionSummary;
  /** The turn to open at; null = the first. */
  readonly at: number | null;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly onBack: () => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  readonly active: boolean;
};

/** Replays one session: turns, a timeline strip, and the keys that jump between its moments. */
export const ReplayScreen = ({
  app,
  summary,
  at,
  size,
  onBack,
  onSearch,
  onHelp,
  active,
}: ReplayScreenProps) => {
  const session = useSession(app, summary);
  const model = useMemo(
    () => createReplayModel(session, summary.counts?.pushbacks ?? []),
    [session, summary.counts?.pushbacks],
  );
  const small = size.rows < 16;
  const height = Math.max(1, size.rows - (small ? 4 : 6));
  const world = useRef({ model, counted: summary.counts !== null, width: size.columns, height });
  world.current = { model, counted: summary.counts !== null, width: size.columns, height };
  const reducer = useMemo(() => createReplayReducer(() => world.current), []);
  const [state, dispatch] = useReducer(reducer, at ?? 1, openAt);
  const reading = useReading(session, at, dispatch);
  usePlaying(model, state, active, dispatch);
  useFinding(model, state, reading, dispatch);

  useKeys(
    key => dispatch({ type: 'key', key }),
    text => dispatch({ type: 'typed', text }),
    active,
  );
  useEffect(() => {
    if (state.leaving === null) return;
    dispatch({ type: 'stay' });
    if (state.leaving === 'back') onBack();
    else if (state.leaving === 'search') onSearch();
    else onHelp();
  }, [state.leaving, onBack, onSearch, onHelp]);

  const view = viewOf(state, size.columns);
  const lines = model.windowFrom(state.top, height, view, state.playing ? state.step : null);
  const rows = toReplayRows(model, summary, state, reading);
  const { spans } = session.outline();
  // Spans grow in place: their number says when to count again.
  const density = useMemo(() => toDensity(spans, size.columns), [spans, spans.length, size.columns]);
  const strips = toTimeline({
    density,
    pushbacks: model.pushbacks,
    found: state.find.found,
    turn: state.step.turn,
  });
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={rows.title} />
      {small ? null : <Row text={rows.prompt} />}
      {small ? null : <Row text={strips[0]} />}
      <Row text={strips[1]} />
      {Array.from({ length: height }, (_, slot) => (
        <Row key={`slot ${slot + 1}`} text={lines[slot] ?? ''} />
      ))}
      <Row text={rows.status} />
      <Footer bindings={replayKeys} width={size.columns} />
    </Box>
  );
};

const useSession = (app: App, summary: SessionSummary): OpenSession => {
  const session = useMemo(() => {
    const opened = app.openSession(summary);
    opened.readOn();
    return opened;
  }, [app, summary.head.id, summary.head.path]);
  useEffect(() => session.close, [session]);
  return session;
};

/** Reads the rest of the log between frames; true while there is more. */
const useReading = (
  session: OpenSession,
  at: number | null,
  dispatch: (action: ReplayAction) => void,
): boolean => {
  const [reading, setReading] = useState(true);
  useEffect(() => {
    let timer: NodeJS.Timeout;
    const readOn = () => {
      if (session.readOn()) timer = setTimeout(readOn, 1);
      else {
        setReading(false);
        if (at !== null) dispatch({ type: 'go', turn: at });
      }
    };
    timer = setTimeout(readOn, 1);
    return () => clearTimeout(timer);
  }, [session, at, dispatch]);
  return reading;
};

const usePlaying = (
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
const useFinding = (
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
