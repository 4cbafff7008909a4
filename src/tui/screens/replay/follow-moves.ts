import { land } from './replay-moves.ts';
import type { ReplayAction, ReplayState, ReplayWorld } from './replay-state.ts';
import { viewOf } from './replay-state.ts';

/** The end of what is written so far, on the last line of the screen. */
const toEnd = ({ model, width, height }: ReplayWorld, state: ReplayState): ReplayState => {
  const view = viewOf(state, width);
  const turn = model.nearest(model.total(), view);
  const block = model.shownBlocks(turn, view).at(-1) ?? -1;
  const end = { turn, line: Math.max(0, model.lines(turn, view).length - 1) };
  return { ...state, step: { turn, block, line: null }, top: model.move(end, 1 - height, view) };
};

export const toggleFollow = (at: ReplayWorld, state: ReplayState): ReplayState =>
  state.following
    ? { ...state, following: false, said: 'no longer following' }
    : {
        ...toEnd(at, state),
        following: true,
        playing: false,
        said: 'following: what is written appears here',
      };

/** More of the log is there: the view stays at its end, or where it is when one does not follow. */
export const grown = (at: ReplayWorld, state: ReplayState): ReplayState =>
  state.following ? toEnd(at, state) : state;

/** The log was opened anew: one who follows stays at its end, another one at the turn that they read; `words` say why. */
export const writtenAnew = (
  at: ReplayWorld,
  state: ReplayState,
  { turn, words }: { readonly turn: number; readonly words: string | null },
): ReplayState => {
  const next = state.following ? toEnd(at, state) : land(at, state, { turn, offset: null });
  return words === null ? next : { ...next, said: `${words}: this is what it holds now` };
};

export const lost = (state: ReplayState, words: string): ReplayState => ({
  ...state,
  following: false,
  said: words,
});

/** What was done stops following where it led away from the end; what changes only how turns look does not. */
export const keepFollowing = (
  at: ReplayWorld,
  before: ReplayState,
  after: ReplayState,
  action: ReplayAction,
): ReplayState => {
  if (!before.following || !after.following || action.type === 'grown' || action.type === 'anew')
    return after;
  const isOnward = (action.type === 'scroll' || action.type === 'page') && action.by > 0;
  if (isOnward || looks.has(action.type)) return toEnd(at, after);
  const isAway =
    after.playing ||
    after.step.turn < before.step.turn ||
    after.top.turn < before.top.turn ||
    (after.top.turn === before.top.turn && after.top.line < before.top.line);
  if (!isAway) return after;
  const isSaid = after.said !== '' && after.said !== before.said;
  return { ...after, following: false, said: isSaid ? after.said : 'no longer following: {follow} follows' };
};

const looks: ReadonlySet<ReplayAction['type']> = new Set([
  'tools',
  'thinking',
  'focused',
  'why',
  'ledger',
  'branched',
]);
