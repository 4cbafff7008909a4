import { follow } from './replay-moves.ts';
import { type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';

/** A block in view and the row on which it begins; below 0 where that is above the screen. */
type Anchor = { readonly turn: number; readonly block: number; readonly row: number };

/** Draws the turns in another way, with the block that one reads where it was on the screen. */
export const redrawn = (at: ReplayWorld, state: ReplayState, look: Partial<ReplayState>): ReplayState => {
  const next = { ...state, ...look };
  if (state.playing) return follow(at, next);
  const anchor = anchorOf(at, state);
  return anchor ? { ...next, top: topFor(at, next, anchor) } : next;
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
  if (row > 0) return { turn, block, row };
  return { turn, block, row: model.lines(turn, view).findIndex(one => one.block === block) - top.line };
};

/** The top of the screen with the anchor's block on its row; one that is hidden now gives way to what stands before it. */
const topFor = ({ model, width }: ReplayWorld, state: ReplayState, anchor: Anchor): ReplayState['top'] => {
  const { turn, block, row } = anchor;
  const view = viewOf(state, width);
  const lines = model.lines(turn, view);
  const own = lines.filter(line => line.block === block && line.text !== '').length;
  const line =
    own > 0
      ? lines.findIndex(one => one.block === block)
      : lines.findLastIndex(one => one.block <= block && one.text !== '');
  // What was longer than it is now would have left the screen.
  const isGone = row < 0 && -row >= own;
  return model.move({ turn, line: Math.max(0, line) }, isGone ? 0 : -row, view);
};
