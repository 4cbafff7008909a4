import type { Spot } from '../../app-state.ts';
import type { ReplayModel, Step } from './replay-model.ts';
import { type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';

export const nextStep = (model: ReplayModel, step: Step, by: 1 | -1): Step => {
  const blocks = model.turn(step.turn)?.blocks.length ?? 0;
  const block = step.block + by;
  if (block >= 0 && block < blocks) return { turn: step.turn, block };
  if (by > 0)
    return step.turn < model.total()
      ? { turn: step.turn + 1, block: Math.min(0, (model.turn(step.turn + 1)?.blocks.length ?? 0) - 1) }
      : step;
  if (step.turn <= 1) return { turn: 1, block: 0 };
  return { turn: step.turn - 1, block: Math.max(0, (model.turn(step.turn - 1)?.blocks.length ?? 1) - 1) };
};

/** Keeps the playhead's block in view: its end on the last line while playing, else its start on screen. */
export const follow = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const view = viewOf(state, at.width);
  const end = at.model.endOf(state.step, view);
  return { ...state, top: at.model.move(end, 1 - at.height, view), said: state.said };
};

export const scrolled = (
  at: ReplayWorld,
  state: ReplayState,
  by: number,
): Pick<ReplayState, 'top' | 'step'> => {
  const top = at.model.move(state.top, by, viewOf(state, at.width));
  return { top, step: top.turn === state.step.turn ? state.step : { turn: top.turn, block: -1 } };
};

/** Shows a spot with a third of the screen above it, so that what it answers is in view. */
export const land = (at: ReplayWorld, state: ReplayState, { turn: number, offset }: Spot): ReplayState => {
  const turn = clamp(number, 1, Math.max(1, at.model.total()));
  const view = viewOf(state, at.width);
  const line = offset === null ? 0 : at.model.lineOf({ turn, offset }, view);
  const top = at.model.move({ turn, line }, -Math.floor(at.height / 3), view);
  return { ...state, step: { turn, block: -1 }, top, playing: false, said: '' };
};

export const jump = (
  at: ReplayWorld,
  state: ReplayState,
  by: 1 | -1,
  turns: readonly number[],
  what: string,
): ReplayState => {
  const here = state.step.turn;
  const to = by > 0 ? turns.find(turn => turn > here) : turns.findLast(turn => turn < here);
  return to === undefined
    ? { ...state, said: `no ${by > 0 ? 'later' : 'earlier'} ${what}` }
    : land(at, state, { turn: to, offset: null });
};

/** Goes to the match that enter asked for, once it is found or the whole session has been looked through. */
export const seek = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const { found, scanned, sought } = state.find;
  const isThere = found.some(turn => turn > state.step.turn) || scanned >= at.model.total();
  if (!sought || !isThere) return state;
  return jump(at, { ...state, find: { ...state.find, sought: false } }, 1, found, 'match');
};

/** Opens the subagent that the block under the playhead started, else the next one of the turn. */
export const toSubagent = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const started = (at.model.turn(state.step.turn)?.blocks ?? []).flatMap((block, index) =>
    block.kind === 'tool' && block.call.subagent !== null ? [{ index, id: block.call.subagent }] : [],
  );
  const chosen = started.find(({ index }) => index >= state.step.block) ?? started[0];
  if (!chosen) return { ...state, said: 'no subagent was started in this turn' };
  const summary = at.findSubagent(chosen.id);
  return summary
    ? { ...state, playing: false, leaving: { to: 'replay', summary, spot: null } }
    : { ...state, said: 'the log of this subagent is not here' };
};

export const developerTurns = (model: ReplayModel): number[] =>
  model.session.outline().spans.flatMap(span => (span.speaker === 'developer' ? [span.number] : []));

export const failedTurn = (model: ReplayModel, from: number, by: 1 | -1): number[] => {
  for (let number = from + by; number >= 1 && number <= model.total(); number += by) {
    if (model.hasFailedCall(number)) return [number];
  }
  return [];
};

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
