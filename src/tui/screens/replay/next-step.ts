import type { ReplayModel, SessionView, Step } from './replay-model.ts';

/** The next block that shows something in this view, or the one before; null at the ends of the session. */
export const nextStep = (model: ReplayModel, step: Step, by: 1 | -1, view: SessionView): Step | null => {
  const here = model.shownBlocks(step.turn, view);
  const block = by > 0 ? here.find(index => index > step.block) : here.findLast(index => index < step.block);
  if (block !== undefined) return { turn: step.turn, block, line: null };
  const turn = model.beside(step.turn, by, view);
  if (turn === undefined) return null;
  return { turn, block: model.shownBlocks(turn, view).at(by > 0 ? 0 : -1) ?? -1, line: null };
};
