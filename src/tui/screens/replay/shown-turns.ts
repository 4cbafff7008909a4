import wrapAnsi from 'wrap-ansi';
import { countOf } from '../../../domain/count-of.ts';
import { style } from '../../theme.ts';
import type { Clip } from './trailer.ts';
import { drawnOnly, type TurnLine } from './turn-lines.ts';

/** Which turns show: all, those with pushback, those of the trailer, or those that are listed, in order. */
export type Only = 'all' | 'pushback' | 'trailer' | readonly number[];

/** The turns that show where not all do, in order, and title cards above some of them. */
export type ShownTurns = { readonly turns: readonly number[]; readonly cards: ReadonlyMap<number, string[]> };

export const toShown = (turns: readonly number[]): ShownTurns => ({ turns, cards: new Map() });

/** The turns of all clips; each clip's title stands above its first turn, with its rank among them. */
export const clipsShown = (clips: readonly Clip[]): ShownTurns => {
  const cards = new Map<number, string[]>();
  clips.forEach(({ turns, title }, index) => {
    const [first] = turns;
    if (first === undefined) return;
    cards.set(first, [...(cards.get(first) ?? []), `▶ ${index + 1}/${clips.length} ${title}`]);
  });
  return { turns: [...new Set(clips.flatMap(({ turns }) => turns))].sort((a, b) => a - b), cards };
};

/** The turn itself where it shows, else the next one that does, else the last. */
export const nearestIn = (turns: readonly number[], turn: number): number =>
  turns[lowerBound(turns, turn)] ?? turns.at(-1) ?? turn;

/** The next turn that shows, or the one before; undefined where none is left. */
export const besideIn = (turns: readonly number[], turn: number, by: 1 | -1): number | undefined =>
  by > 0 ? turns[lowerBound(turns, turn + 1)] : turns[lowerBound(turns, turn) - 1];

/** Puts around a turn's lines what it is called in the trailer and how many turns are hidden beside it. */
export const withGaps = (
  lines: readonly TurnLine[],
  { turns, cards }: ShownTurns,
  turn: number,
  { total, width }: { readonly total: number; readonly width: number },
): readonly TurnLine[] => {
  const before = turn - (besideIn(turns, turn, -1) ?? 0) - 1;
  const after = besideIn(turns, turn, 1) === undefined ? total - turn : 0;
  const last = lines.at(-1)?.block ?? -1;
  return [
    ...gapLines(before, -1),
    ...(cards.get(turn) ?? []).flatMap(card => cardLines(card, width)),
    ...lines,
    ...gapLines(after, last),
  ];
};

const cardLines = (card: string, width: number): TurnLine[] =>
  wrapAnsi(style('episode', card), Math.max(8, width), { hard: true })
    .split('\n')
    .map(text => drawnOnly(text, -1));

const gapLines = (hidden: number, block: number): TurnLine[] =>
  hidden > 0 ? [drawnOnly(style('dim', `┄ ${countOf(hidden, 'turn')} hidden`), block)] : [];

/** The first index whose turn is not less than `turn`. */
const lowerBound = (turns: readonly number[], turn: number): number => {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle] ?? 0) < turn) low = middle + 1;
    else high = middle;
  }
  return low;
};
