import type { OpenSession } from '../../src/app/open-session.ts';
import type { Turn } from '../../src/domain/turn.ts';
import { createFindScan } from '../../src/tui/screens/replay/find-scan.ts';
import { createReplayModel, type ReplayModel } from '../../src/tui/screens/replay/replay-model.ts';
import { createReplayReducer } from '../../src/tui/screens/replay/replay-reducer.ts';
import {
  openAt,
  type ReplayAction,
  type ReplayState,
  type ReplayWorld,
  viewOf,
} from '../../src/tui/screens/replay/replay-state.ts';
import { noFacts, type SessionFacts } from '../../src/tui/screens/replay/session-facts.ts';
import { fakeSession, makeSummary } from './fake-session.ts';

/** A replay without a screen: its reducer, and what the rows for the turns would show. */
export const openReplay = (
  session: OpenSession,
  facts: Partial<SessionFacts> = {},
  size: { readonly width: number; readonly height: number } = { width: 60, height: 10 },
) => {
  const model = createReplayModel(session, { ...noFacts, ...facts });
  const summary = makeSummary([], facts.pushbacks ?? []);
  const world: ReplayWorld = { model, summary, findSubagent: () => null, counted: true, ...size };
  const reduce = createReplayReducer(() => world);
  return {
    model,
    world,
    reduce,
    from: (state: ReplayState, ...actions: readonly ReplayAction[]) => actions.reduce(reduce, state),
    press: (...actions: readonly ReplayAction[]) => actions.reduce(reduce, openAt(1)),
    screen: (state: ReplayState) =>
      model.windowFrom(
        state.top,
        world.height,
        viewOf(state, world.width),
        state.playing ? state.step : null,
      ),
  };
};

export const replayOf = (turns: readonly Turn[], ...more: [] | [Partial<SessionFacts>]) =>
  openReplay(fakeSession(turns), ...more);

/** What typing a query behind / and enter do, with what the session says to it. */
export const findIn = ({ model }: { readonly model: ReplayModel }, query: string): ReplayAction[] => {
  const scan = createFindScan(model, query);
  while (scan.step());
  return [
    { type: 'find' },
    { type: 'typed', text: query },
    { type: 'settle' },
    { type: 'found', query, ...scan.findings() },
  ];
};
