import { Box } from 'ink';
import { useCallback, useMemo, useRef } from 'react';
import type { App } from '../../../app/app.ts';
import { asViewed, type PushbackView, type SessionSummary } from '../../../domain/session-summary.ts';
import { messageOf } from '../../../errors.ts';
import type { Go, Spot } from '../../app-state.ts';
import { type Press, withPresses } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { Menu } from '../../parts/menu.tsx';
import { beside, Row } from '../../parts/row.tsx';
import { useSettings } from '../../settings.ts';
import type { Judged } from '../../use-episodes.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { classItems } from './class-items.ts';
import { toLayout } from './replay-layout.ts';
import { createReplayModel } from './replay-model.ts';
import { createReplayReducer, replayMode } from './replay-reducer.ts';
import { toReplayRows } from './replay-rows.ts';
import {
  type Asked,
  openAt,
  type ReplayAction,
  type ReplayState,
  type ReplayWorld,
  viewOf,
} from './replay-state.ts';
import { noFacts } from './session-facts.ts';
import { StripRows } from './strip-rows.tsx';
import { firstUnread, useBranches } from './use-branches.ts';
import { useLedger } from './use-ledger.ts';
import { useLiveSession } from './use-live-session.ts';
import { useMarks } from './use-marks.ts';
import { useReadingAids } from './use-reading-aids.ts';
import { useRecount } from './use-recount.ts';
import { useFinding, usePlaying, useReading, useResized, useSession } from './use-replay.ts';
import { useReplayAreas } from './use-replay-areas.ts';
import { useStrips, useSurvey } from './use-strips.ts';

export type ReplayScreenProps = {
  readonly app: App;
  readonly summary: SessionSummary;
  readonly judged: Judged;
  /** What a person set and said about pushback. */
  readonly pushbackView: PushbackView;
  /** Where to open; null = the first turn. */
  readonly spot: Spot | null;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: Go;
  /** Does what the screen cannot; gives what to say of it. */
  readonly onAsked: (asked: Exclude<Asked, { kind: 'mark' }>) => Promise<string | null>;
  /** Takes the session as it is counted anew while it grows. */
  readonly onCounted: (summary: SessionSummary) => void;
  readonly active: boolean;
};

/** Replays one session: turns, a timeline strip, and the keys that jump between its moments. */
export const ReplayScreen = ({
  app,
  summary,
  judged,
  pushbackView,
  spot,
  size,
  go,
  onAsked,
  onCounted,
  active,
}: ReplayScreenProps) => {
  const { keymap, theme } = useSettings();
  const opened = useSession(app, summary);
  const world = useRef<ReplayWorld>(undefined);
  const reducer = useMemo(
    () =>
      withPresses(
        createReplayReducer(() => world.current),
        replayMode(keymap),
      ),
    [keymap],
  );
  const [state, dispatch] = useInstantReducer(reducer, () => openAt(spot?.turn ?? 1));
  const reading = useReading(opened, spot, dispatch);
  const isOn = state.following && active && !reading;
  const session = useLiveSession({ app, summary, opened, isRead: !reading, isOn, state, dispatch });
  useRecount({ app, summary, session, opened, onCounted });
  const counts = useMemo(() => asViewed(summary, pushbackView).counts, [summary, pushbackView]);
  const aids = useReadingAids();
  const { marks, mark } = useMarks(app, summary.head.id);
  const survey = useSurvey(session, reading, app.now);
  const model = useMemo(
    () => createReplayModel(session, { ...(counts ?? noFacts), ...judged, marks }, survey, aids),
    [session, counts, judged, marks, survey, aids, theme],
  );
  const { spans } = session.outline();
  const layout = toLayout(size, spans.length);
  const { height } = layout;
  const pane = state.ledger ? paneWidth(size.columns, state.share) : 0;
  const isCovered = pane === size.columns;
  const width = isCovered ? pane : size.columns - pane;
  const strips = useStrips({
    model,
    survey,
    spans,
    found: state.find.found,
    turn: state.step.turn,
    width: size.columns,
    hasNear: layout.near !== null,
  });
  world.current = {
    model,
    summary,
    findSubagent: nativeId => app.findSubagent(summary, nativeId),
    // What a subagent was told was written by its parent: no developer is there to push back.
    counted: counts !== null || summary.head.parent !== null,
    width,
    height,
    isCovered,
    strips,
  };
  useResized(width, height, dispatch);
  usePlaying(world, state, active, app.now, dispatch);
  useFinding(model, state.find.query, reading, app.now, dispatch);
  const ask = useCallback(
    (action: ReplayAction | Press): ReplayState => {
      const next = dispatch(action);
      if (next.asked.length === 0) return next;
      const say = (words: string | null) => words !== null && dispatch({ type: 'say', words });
      const done = (one: Asked) => (one.kind === 'mark' ? mark(one.turn, one.note) : onAsked(one));
      for (const one of next.asked) done(one).then(say, error => say(messageOf(error)));
      return dispatch({ type: 'done' });
    },
    [dispatch, onAsked, mark],
  );
  const act = useScreenKeys(ask, { go, active, modeOf: replayMode(keymap) });

  const view = viewOf(state, width);
  const lines = model.windowFrom(state.top, height, view, state.playing ? state.step : null);
  useBranches(
    app,
    summary,
    active ? firstUnread(model, { top: state.top, height, view }) : undefined,
    dispatch,
  );
  const rows = toReplayRows(model, summary, state, reading, keymap.replay);
  const ledger = useLedger({ rules: model.rules, state, width: pane - 2, height });
  useReplayAreas(
    { world: world.current, state, layout, columns: size.columns, turns: size.columns - pane, ledger, act },
    active,
  );
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={rows.title} />
      {layout.prompt ? <Row text={rows.prompt} /> : null}
      <StripRows strips={strips} layout={layout} turn={state.step.turn} width={size.columns} />
      {state.judging !== null ? (
        <Menu
          labels={classItems(model.pushbackAt.get(state.step.turn)?.class).map(({ label }) => label)}
          cursor={state.judging}
          {...{ top: layout.top, width: size.columns, height, active, act }}
        />
      ) : (
        <Lines
          lines={Array.from({ length: height }, (_, slot) =>
            beside(lines[slot] ?? '', ledger.lines[slot]?.text ?? '', size.columns - pane, pane),
          )}
          height={height}
        />
      )}
      <Row text={rows.status} />
      <Footer bindings={replayMode(keymap)(state).bindings} width={size.columns} />
    </Box>
  );
};

/** The ledger stands beside the turns where both have room, else in their place. */
const paneWidth = (columns: number, share: number): number =>
  columns < 90 ? columns : Math.floor(columns * share);
