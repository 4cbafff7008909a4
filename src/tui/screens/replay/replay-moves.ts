import type { Spot } from '../../app-state.ts';
import { isFolding, reveal, toggleFold } from './fold-moves.ts';
import { nextStep } from './next-step.ts';
import type { ReplayModel } from './replay-model.ts';
import { type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';

/** A step by hand: to the next block, or first to the end of one that is still appearing. */
export const stepped = (at: ReplayWorld, state: ReplayState, by: 1 | -1): ReplayState => {
  const whole = { ...state.step, line: null };
  const isPartly = by > 0 && state.step.line !== null;
  const step = isPartly ? whole : nextStep(at.model, whole, by, viewOf(state, at.width));
  const said = step ? '' : `the session ${by > 0 ? 'ends' : 'begins'} here`;
  return follow(at, { ...state, step: step ?? whole, playing: false, said });
};

/**
 * Keeps the playhead's block in view. Its end stands on the last line while playing, so that nothing after it shows;
 * otherwise it begins where a jump lands, or higher where it needs the room. Either way the place follows from the
 * playhead alone.
 */
export const follow = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const view = viewOf(state, at.width);
  const { start, end } = at.model.edgesOf(state.step, view);
  const { turn } = state.step;
  if (state.playing) return { ...state, top: at.model.move({ turn, line: end }, 1 - at.height, view) };
  const above = clamp(at.height - (end - start + 1), 0, rowsAbove(at));
  return { ...state, top: at.model.move({ turn, line: start }, -above, view) };
};

/** A third of the screen stands above what one jumps to, so that what it answers is in view. */
const rowsAbove = ({ height }: ReplayWorld): number => Math.floor(height / 3);

export const scrolled = (
  at: ReplayWorld,
  state: ReplayState,
  by: number,
): Pick<ReplayState, 'top' | 'step'> => {
  const top = at.model.move(state.top, by, viewOf(state, at.width));
  const isStill = top.turn === state.top.turn && top.line === state.top.line;
  const staysInTurn = isStill || top.turn === state.step.turn;
  return { top, step: staysInTurn ? state.step : { turn: top.turn, block: -1, line: null } };
};

/** Shows a spot where a jump lands. */
export const land = (at: ReplayWorld, before: ReplayState, { turn: number, offset }: Spot): ReplayState => {
  const state = reveal(at, before, { turn: number, offset });
  const view = viewOf(state, at.width);
  const turn = at.model.nearest(number, view);
  const isHidden = turn !== clamp(number, 1, Math.max(1, at.model.total()));
  const line = offset === null || isHidden ? 0 : at.model.lineOf({ turn, offset }, view);
  const top = at.model.move({ turn, line }, -rowsAbove(at), view);
  const said = isHidden ? `turn ${number} is hidden: ${showAllKey(state)} shows all` : '';
  return { ...state, step: { turn, block: -1, line: null }, top, playing: false, said };
};

/** Shows only the turns that find found, or else those with pushback; asked again, all of them. */
export const toOnly = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const stay = (only: ReplayState['only'], said: string): ReplayState => {
    const turn = at.model.nearest(state.step.turn, viewOf({ ...state, only }, at.width));
    return { ...land(at, { ...state, only }, { turn, offset: null }), said };
  };
  if (state.only !== 'all') return stay('all', '');
  const only = state.find.query === '' ? 'pushback' : 'found';
  if (!at.model.shownIn(viewOf({ ...state, only }, at.width)))
    return { ...state, said: only === 'found' ? 'no turn matches' : 'no turn with pushback to show alone' };
  return stay(only, '');
};

const showAllKey = ({ only }: ReplayState): string => (only === 'trailer' ? '{trailer}' : '{only}');

export const jump = (
  at: ReplayWorld,
  state: ReplayState,
  by: 1 | -1,
  turns: readonly number[],
  what: string,
): ReplayState => {
  const here = state.step.turn;
  const view = viewOf(state, at.width);
  const isShown = (turn: number) => at.model.nearest(turn, view) === turn;
  const isThere = (turn: number) => (by > 0 ? turn > here : turn < here);
  const left = turns.filter(isThere);
  const to = by > 0 ? left.find(isShown) : left.findLast(isShown);
  if (to !== undefined) return land(at, state, { turn: to, offset: null });
  const hidden = left.length > 0 ? ` that shows: ${showAllKey(state)} shows all` : '';
  return { ...state, said: `no ${by > 0 ? 'later' : 'earlier'} ${what}${hidden}` };
};

/** A click on a block puts the playhead on it; on the one where it stands it opens or folds what can be. */
export const selected = (
  at: ReplayWorld,
  state: ReplayState,
  { turn, block }: { readonly turn: number; readonly block: number },
): ReplayState => {
  const isHere = state.step.turn === turn && state.step.block === block;
  if (isHere && isFolding(at, state)) return toggleFold(at, state);
  return { ...state, step: { turn, block, line: null }, playing: false, picking: null, said: '' };
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

/** The developer’s turns from here to the next one that shows: one step costs the same in a session of any length. */
export const developerTurns = (at: ReplayWorld, state: ReplayState, by: 1 | -1): number[] => {
  const { spans } = at.model.session.outline();
  const view = viewOf(state, at.width);
  const met: number[] = [];
  for (let number = state.step.turn + by; number >= 1 && number <= spans.length; number += by) {
    if (spans[number - 1]?.speaker !== 'developer') continue;
    met.push(number);
    if (at.model.nearest(number, view) === number) break;
  }
  return met;
};

export const failedTurn = (model: ReplayModel, from: number, by: 1 | -1): number[] => {
  for (let number = from + by; number >= 1 && number <= model.total(); number += by) {
    if (model.hasFailedCall(number)) return [number];
  }
  return [];
};

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
