import type { Spot } from '../../app-state.ts';
import type { ReplayModel } from './replay-model.ts';
import { type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';
import { sideBranches } from './side-branches.ts';

type BlockPlace = { readonly turn: number; readonly block: number };

/** Opens or folds the block under the playhead; where that has nothing folded, the first in view that has. */
export const toggleFold = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const chosen = chooseFold(at, state);
  if (!chosen) return { ...state, said: 'nothing is folded here' };
  const { turn, block } = chosen;
  const isOpen = state.opened.get(turn)?.includes(block) ?? false;
  const next = {
    ...state,
    opened: isOpen ? folded(state.opened, chosen) : opened(state.opened, chosen),
    step: { turn, block, line: null },
    playing: false,
    said: '',
  };
  return isOpen ? inView(at.model, next, viewOf(next, at.width)) : next;
};

/** Opens the folded block whose hidden part holds a spot, so that a quote can be landed on. */
export const reveal = (at: ReplayWorld, state: ReplayState, { turn, offset }: Spot): ReplayState => {
  if (offset === null) return state;
  const lines = at.model.lines(turn, viewOf(state, at.width));
  const last = lines.findLast(({ ranges }) => ranges.some(({ start }) => start <= offset));
  if (last?.fold !== 'folded' || last.ranges.some(({ end }) => offset < end)) return state;
  return { ...state, opened: opened(state.opened, { turn, block: last.block }) };
};

/** Unfolds the subagent's branch that a block stands in, if it is folded. */
export const openBranch = (
  { model }: ReplayWorld,
  state: ReplayState,
  { turn, block }: BlockPlace,
): ReplayState => {
  const branch = sideBranches(model.turn(turn) ?? { blocks: [] })[block];
  if (!branch || state.opened.get(turn)?.includes(branch.from)) return state;
  return { ...state, opened: opened(state.opened, { turn, block: branch.from }) };
};

/** Can the block under the playhead be opened or folded? */
export const isFolding = ({ model, width }: ReplayWorld, state: ReplayState): boolean =>
  model
    .lines(state.step.turn, viewOf(state, width))
    .some(({ block, fold }) => block === state.step.block && fold !== null);

const chooseFold = (at: ReplayWorld, state: ReplayState): BlockPlace | undefined => {
  const { step } = state;
  const seen = at.model
    .seen(state.top, at.height, viewOf(state, at.width))
    .filter(({ fold }) => fold !== null);
  return (
    seen.find(({ turn, block }) => turn === step.turn && block === step.block) ??
    seen.find(({ fold }) => fold === 'folded') ??
    seen[0]
  );
};

/** A block that was folded may have begun above the screen: its first line comes into view. */
const inView = (model: ReplayModel, state: ReplayState, view: ReturnType<typeof viewOf>): ReplayState => {
  const { top, step } = state;
  const first = model.lines(step.turn, view).findIndex(({ block }) => block === step.block);
  return top.turn === step.turn && top.line > first
    ? { ...state, top: { turn: top.turn, line: first } }
    : state;
};

type Opened = ReplayState['opened'];

const opened = (all: Opened, { turn, block }: BlockPlace): Opened =>
  new Map(all).set(turn, [...(all.get(turn) ?? []), block]);

const folded = (all: Opened, { turn, block }: BlockPlace): Opened =>
  new Map(all).set(
    turn,
    (all.get(turn) ?? []).filter(one => one !== block),
  );
