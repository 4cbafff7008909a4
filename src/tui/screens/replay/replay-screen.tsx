import { Box } from 'ink';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { Episode } from '../../../domain/episode.ts';
import { type PushbackReview, reviewPushbacks } from '../../../domain/pushback.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { messageOf } from '../../../errors.ts';
import type { Destination, Spot } from '../../app-state.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Row } from '../../parts/row.tsx';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { ClassMenu } from './class-menu.tsx';
import { judgingKeys, replayKeys } from './replay-keys.ts';
import { createReplayModel, type ReplayModel } from './replay-model.ts';
import { toDelay } from './replay-pace.ts';
import { toReplayRows } from './replay-rows.ts';
import {
  createReplayReducer,
  openAt,
  type ReplayAction,
  type ReplayState,
  type ReplayWorld,
  type Verdict,
  viewOf,
} from './replay-state.ts';
import { toDensity, toTimeline } from './timeline.ts';

export type ReplayScreenProps = {
  readonly app: App;
  readonly summary: SessionSummary;
  /** Null when the session was never classified. */
  readonly episodes: readonly Episode[] | null;
  /** What a person said of this session's turns, by their number. */
  readonly reviews: ReadonlyMap<number, PushbackReview> | undefined;
  /** Where to open; null = the first turn. */
  readonly spot: Spot | null;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: (destination: Destination) => void;
  /** Keeps a person's word on a turn. */
  readonly onReview: (turn: number, review: Verdict | null) => Promise<void>;
  readonly active: boolean;
};

/** Replays one session: turns, a timeline strip, and the keys that jump between its moments. */
export const ReplayScreen = ({
  app,
  summary,
  episodes,
  reviews,
  spot,
  size,
  go,
  onReview,
  active,
}: ReplayScreenProps) => {
  const session = useSession(app, summary);
  const detected = summary.counts?.pushbacks;
  const model = useMemo(
    () => createReplayModel(session, reviewPushbacks(detected ?? [], reviews ?? new Map()), episodes),
    [session, detected, reviews, episodes],
  );
  const small = size.rows < 16;
  const height = Math.max(1, size.rows - (small ? 4 : 6));
  const now: ReplayWorld = {
    model,
    summary,
    findSubagent: nativeId => app.findSubagent(summary, nativeId),
    // What a subagent was told was written by its parent: no developer is there to push back.
    counted: summary.counts !== null || summary.head.parent !== null,
    width: size.columns,
    height,
  };
  const world = useRef(now);
  world.current = now;
  const reducer = useMemo(() => createReplayReducer(() => world.current), []);
  const [state, dispatch] = useInstantReducer(reducer, () => openAt(spot?.turn ?? 1));
  const reading = useReading(session, spot, dispatch);
  usePlaying(model, state, active, dispatch);
  useFinding(model, state, reading, dispatch);
  useScreenKeys(dispatch, go, active);
  useEffect(() => {
    if (!state.decided) return;
    dispatch({ type: 'kept' });
    const { turn, review } = state.decided;
    onReview(turn, review).catch(error => dispatch({ type: 'say', words: messageOf(error) }));
  }, [state.decided, dispatch, onReview]);

  const view = viewOf(state, size.columns);
  const lines = model.windowFrom(state.top, height, view, state.playing ? state.step : null);
  const rows = toReplayRows(model, summary, state, reading);
  const { spans } = session.outline();
  // Spans grow in place: their number says when to count again.
  const density = useMemo(() => toDensity(spans, size.columns), [spans, spans.length, size.columns]);
  const strips = toTimeline({
    density,
    pushbacks: model.pushbacks,
    episodes: model.episodes ?? [],
    found: state.find.found,
    turn: state.step.turn,
  });
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={rows.title} />
      {small ? null : <Row text={rows.prompt} />}
      {small ? null : <Row text={strips[0]} />}
      <Row text={strips[1]} />
      {state.judging ? (
        <Box height={height} flexDirection="column" overflow="hidden">
          <ClassMenu
            detected={model.pushbackAt.get(state.step.turn)?.class ?? null}
            active={active}
            onChoose={name => dispatch({ type: 'accept', class: name })}
          />
        </Box>
      ) : (
        Array.from({ length: height }, (_, slot) => <Row key={`slot ${slot + 1}`} text={lines[slot] ?? ''} />)
      )}
      <Row text={rows.status} />
      <Footer bindings={state.judging ? judgingKeys : replayKeys} width={size.columns} />
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

/** Reads the rest of the log between frames, and goes to `spot` once it is read; true while there is more. */
const useReading = (
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
