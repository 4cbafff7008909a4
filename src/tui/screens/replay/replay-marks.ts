import { land } from './replay-moves.ts';
import type { ReplayState, ReplayWorld } from './replay-state.ts';

/** Takes the turn's mark away, or opens the line for its note. */
export const toggleMark = ({ model }: ReplayWorld, state: ReplayState): ReplayState => {
  const { turn } = state.step;
  return model.marks.some(mark => mark.turn === turn)
    ? asking(state, turn, null, `the mark on turn ${turn} is taken away`)
    : { ...state, noting: { turn, text: '' }, playing: false };
};

/** Keeps the note that was typed; an empty one is a mark all the same. */
export const keepNote = (state: ReplayState): ReplayState =>
  state.noting
    ? asking({ ...state, noting: null }, state.noting.turn, state.noting.text.trim(), 'marked')
    : state;

const asking = (state: ReplayState, turn: number, note: string | null, said: string): ReplayState => ({
  ...state,
  asked: [...state.asked, { kind: 'mark', turn, note }],
  said,
});

/** The next marked turn; after the last one the first. */
export const toMark = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const turns = at.model.marks.map(({ turn }) => turn);
  const to = turns.find(turn => turn > state.step.turn) ?? turns[0];
  return to === undefined
    ? { ...state, said: 'no turn is marked' }
    : land(at, state, { turn: to, offset: null });
};
