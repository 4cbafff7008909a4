import { countOf } from '../../../domain/count-of.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import { hiddenMatchWords } from './find-matches.ts';
import { openBranch } from './fold-moves.ts';
import type { ReplayModel } from './replay-model.ts';
import { land } from './replay-moves.ts';
import { type ReplayState, type ReplayWorld, soughtText, viewOf } from './replay-state.ts';

type Find = ReplayState['find'];
/** A match: its turn, and its rank among the turn's matches, from 0. */
export type MatchSpot = { readonly turn: number; readonly nth: number };

/** Goes to the next match or the one before, round the end of the session. */
export const toMatch = (at: ReplayWorld, state: ReplayState, by: 1 | -1): ReplayState => {
  const { find } = state;
  if (find.query === '') return { ...state, said: 'nothing is looked for yet: {find} finds' };
  const here = find.at?.turn === state.step.turn ? find.at : null;
  const next = beside(at, state, here, by);
  if (next) return landOn(at, state, next, '');
  if (find.scanned < at.model.total()) return { ...state, said: 'still looking: press again in a moment' };
  const round = beside(at, { ...state, step: outside(at.model, by) }, null, by);
  if (!round)
    return { ...state, said: find.found.length > 0 ? 'no match shows: {only} shows all' : 'no match' };
  return landOn(
    at,
    state,
    round,
    by > 0 ? 'past the end, from the beginning' : 'past the beginning, from the end',
  );
};

/** Goes to the match that enter asked for, once it is found or the whole session has been looked through. */
export const seek = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const { found, scanned, sought } = state.find;
  const isThere = found.some(turn => turn >= state.step.turn) || scanned >= at.model.total();
  return sought && isThere ? toMatch(at, { ...state, find: { ...state.find, sought: false } }, 1) : state;
};

/** `3/17` at a match, else how many there are; `…` while more may come. What was meant instead comes first. */
export const foundWords = (model: ReplayModel, state: ReplayState): string =>
  `${state.find.meant === null ? '' : `nothing says so, this is “${oneLine(state.find.meant, 60)}” · `}${countWords(model, state)}`;

const countWords = (model: ReplayModel, { find, step }: ReplayState): string => {
  const more = find.scanned < model.total() ? '…' : '';
  const total = find.sums.at(-1) ?? 0;
  if (total === 0) return more || 'no match';
  const rank = find.at?.turn === step.turn ? rankOf(find, find.at) : null;
  if (rank !== null) return `${rank}/${total}${more}`;
  return `${countOf(total, 'match')} in ${countOf(find.found.length, 'turn')}${more}`.replace(
    'matchs',
    'matches',
  );
};

const rankOf = ({ found, sums }: Find, { turn, nth }: MatchSpot): number | null => {
  const index = found.indexOf(turn);
  return index < 0 ? null : (sums[index - 1] ?? 0) + nth + 1;
};

const matchesOf = ({ find }: ReplayState, turn: number): number => {
  const index = find.found.indexOf(turn);
  return index < 0 ? 0 : (find.sums[index] ?? 0) - (find.sums[index - 1] ?? 0);
};

/** The match after (or before) one, or after where one stands. */
const beside = (
  { model, width }: ReplayWorld,
  state: ReplayState,
  here: MatchSpot | null,
  by: 1 | -1,
): MatchSpot | undefined => {
  if (here && here.nth + by >= 0 && here.nth + by < matchesOf(state, here.turn))
    return { turn: here.turn, nth: here.nth + by };
  const view = viewOf(state, width);
  const isNext = (turn: number) =>
    (by > 0 ? turn > state.step.turn : turn < state.step.turn) || (!here && turn === state.step.turn);
  const fits = (turn: number) => isNext(turn) && model.nearest(turn, view) === turn;
  const turn = by > 0 ? state.find.found.find(fits) : state.find.found.findLast(fits);
  return turn === undefined ? undefined : { turn, nth: by > 0 ? 0 : Math.max(0, matchesOf(state, turn) - 1) };
};

const outside = (model: ReplayModel, by: 1 | -1): ReplayState['step'] => ({
  turn: by > 0 ? 0 : model.total() + 1,
  block: -1,
  line: null,
});

/** Brings the line of a match into view, a third down the screen. */
const landOn = (at: ReplayWorld, before: ReplayState, spot: MatchSpot, said: string): ReplayState => {
  const match = at.model.matchesIn(spot.turn, soughtText(before.find))[spot.nth];
  const seen = match ? openBranch(at, before, { turn: spot.turn, block: match.block }) : before;
  const state = { ...seen, find: { ...before.find, at: spot } };
  const there = land(at, state, { turn: spot.turn, offset: null });
  const view = viewOf(there, at.width);
  if (!match) return { ...there, said };
  const { line, isDrawn } = at.model.lineOfMatch(spot.turn, match, view);
  const top = at.model.move({ turn: spot.turn, line }, -Math.floor(at.height / 3), view);
  const step = { turn: spot.turn, block: match.block, line: null };
  return { ...there, step, top, said: isDrawn ? said : hiddenMatchWords(match.part) };
};
