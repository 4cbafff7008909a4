import { follow } from './replay-moves.ts';
import { type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';

/** A block in view, the row on which it begins (below 0 where that is above the screen), and how many lines it fills. */
type Anchor = {
  readonly turn: number;
  readonly block: number;
  readonly row: number;
  readonly length: number;
};

type Size = Pick<ReplayWorld, 'width' | 'height'>;

/** Draws the turns in another way, with the block that one reads where it was on the screen. */
export const redrawn = (at: ReplayWorld, state: ReplayState, look: Partial<ReplayState>): ReplayState => {
  const next = { ...state, ...look };
  if (state.playing) return follow(at, next);
  const anchor = anchorOf(at, state);
  return anchor ? { ...next, top: topFor(at, next, anchor) } : next;
};

/** Draws the turns for a screen of another size; `before` is what it was. The part of the block that one reads stays. */
export const resized = (at: ReplayWorld, state: ReplayState, before: Size): ReplayState => {
  if (state.playing) return follow(at, state);
  const anchor = anchorOf({ ...at, ...before }, state);
  return anchor ? { ...state, top: topFor(at, state, anchor) } : state;
};

/** The block under the playhead where it is in view, else the one on top. */
const anchorOf = ({ model, height, width }: ReplayWorld, state: ReplayState): Anchor | undefined => {
  const { top, step } = state;
  const view = viewOf(state, width);
  const seen = model.seen(top, height, view);
  const row = seen.findIndex(({ turn, block }) => turn === step.turn && block === step.block);
  const line = seen[Math.max(0, row)];
  if (!line) return undefined;
  const { turn, block } = line;
  const lines = model.lines(turn, view);
  const length = lines.filter(one => one.block === block && one.text !== '').length;
  if (row > 0) return { turn, block, row, length };
  return { turn, block, length, row: lines.findIndex(one => one.block === block) - top.line };
};

/** The top of the screen with the anchor's block on its row; one that is hidden now gives way to what stands before it. */
const topFor = ({ model, width }: ReplayWorld, state: ReplayState, anchor: Anchor): ReplayState['top'] => {
  const { turn, block, length } = anchor;
  const view = viewOf(state, width);
  const lines = model.lines(turn, view);
  const own = lines.filter(line => line.block === block && line.text !== '').length;
  const line =
    own > 0
      ? lines.findIndex(one => one.block === block)
      : lines.findLastIndex(one => one.block <= block && one.text !== '');
  // Above the screen stands the same share of the block, however long it is now.
  const row = anchor.row < 0 && length > 0 ? -Math.round((-anchor.row * own) / length) : anchor.row;
  // What was longer than it is now would have left the screen.
  const isGone = row < 0 && -row >= own;
  return model.move({ turn, line: Math.max(0, line) }, isGone ? 0 : -row, view);
};
