import type { TurnSpan } from '../../../domain/session.ts';
import { bars, style } from '../../theme.ts';
import { drawSign, match, type Sign } from './turn-signs.ts';

/** From how many columns on a pushback is drawn as the letter of its class. */
const lettersFrom = 100;

/**
 * A session, or a part of it, over the whole width: a cell for some turns, or some cells for a turn. Everything of it
 * but the playhead is drawn once.
 */
export type Strip = {
  /** What happened, one styled sign a cell, blank where nothing did; a wide turn has its sign in its first cell. */
  readonly marks: readonly string[];
  /** How much the log holds, one styled bar a cell, find matches in their place. */
  readonly density: readonly string[];
  /** The one strip of a small screen: what happened stands in place of the density. */
  readonly both: readonly string[];
  /** The first cell of a turn. */
  readonly cellOf: (turn: number) => number;
  /** The turn that a click on a cell means: the one whose sign stands there, else the cell's first. */
  readonly turnAt: (cell: number) => number;
  readonly signs: ReadonlySet<Sign>;
  readonly letters: boolean;
};

export type StripInput = {
  /** The turns of the strip, and the sign of each. */
  readonly spans: readonly TurnSpan[];
  readonly signs: readonly (Sign | undefined)[];
  /** Turns with find matches, in order. */
  readonly found: readonly number[];
  readonly width: number;
};

/** Costs what the session is long: a frame must not ask for it. */
export const toStrip = ({ spans, signs, found, width }: StripInput): Strip => {
  const first = spans[0]?.number ?? 1;
  const total = Math.max(1, spans.length);
  const cells = Math.max(1, width);
  const cellOf = (turn: number) => clamp(Math.floor(((turn - first) * cells) / total), 0, cells - 1);
  const weights = new Array<number>(cells).fill(0);
  for (const span of spans) {
    const cell = cellOf(span.number);
    weights[cell] = (weights[cell] ?? 0) + span.pieces.length;
  }
  const tops = topSigns(signs, first, cells, cellOf);
  const letters = width >= lettersFrom;
  const last = first + total - 1;
  const matched = new Set(found.filter(turn => turn >= first && turn <= last).map(cellOf));
  const begins = turnStarts(cells, total);
  const drawn = tops.map((top, cell) => {
    const begin = begins[cell] ?? cell;
    return begin === cell ? top?.sign : tops[begin]?.sign.goesOn;
  });
  const marks = drawn.map(sign => (sign ? drawSign(sign, letters) : ' '));
  const density = toBars(weights, begins, cells >= 3 * total).map((bar, cell) =>
    matched.has(cell) ? drawSign(match, letters) : bar,
  );
  const both = density.map((bar, cell) => {
    const top = tops[cell]?.sign;
    return top && !(matched.has(cell) && top.rank < match.rank) ? drawSign(top, letters) : bar;
  });
  const shown = new Set(drawn.flatMap(sign => sign ?? []));
  if (matched.size > 0) shown.add(match);
  const turnAt = (column: number) => {
    const cell = begins[clamp(column, 0, cells - 1)] ?? 0;
    return tops[cell]?.turn ?? first + Math.min(total - 1, Math.ceil((cell * total) / cells));
  };
  return { marks, density, both, cellOf, turnAt, signs: shown, letters };
};

/** For each cell the first one of the turn that it shows: itself where turns share cells. */
const turnStarts = (cells: number, total: number): readonly number[] =>
  Array.from({ length: cells }, (_, cell) =>
    total >= cells ? cell : Math.floor(((Math.ceil(((cell + 1) * total) / cells) - 1) * cells) / total),
  );

/**
 * The neighbourhood of a turn, a cell a turn. It moves on by half its width at a time, so that a step of the playhead
 * repaints two cells and not all of them.
 */
export const neighbourhood = (turn: number, total: number, width: number): { from: number; to: number } => {
  const half = Math.max(1, Math.floor(width / 2));
  const from = clamp(1 + half * (Math.round((turn - 1) / half) - 1), 1, Math.max(1, total - width + 1));
  return { from, to: Math.min(total, from + width - 1) };
};

/** The playhead is an inverse ┃ on the strip. */
export const withPlayhead = (cells: readonly string[], strip: Pick<Strip, 'cellOf'>, turn: number): string =>
  cells.with(strip.cellOf(turn), style('selected', '┃')).join('');

/** The most telling sign of each cell, and the turn that it stands for. */
const topSigns = (
  signs: readonly (Sign | undefined)[],
  first: number,
  cells: number,
  cellOf: Strip['cellOf'],
): ({ sign: Sign; turn: number } | undefined)[] => {
  const tops = new Array<{ sign: Sign; turn: number } | undefined>(cells).fill(undefined);
  signs.forEach((sign, index) => {
    if (!sign) return;
    const cell = cellOf(first + index);
    const top = tops[cell];
    if (!top || top.sign.rank < sign.rank) tops[cell] = { sign, turn: first + index };
  });
  return tops;
};

/** With gaps each turn's bar ends before the next one's begins, so that one can count them. */
const toBars = (weights: readonly number[], begins: readonly number[], gaps: boolean): string[] => {
  const top = Math.log2(1 + Math.max(1, ...weights));
  return weights.map((_, cell) => {
    const begin = begins[cell] ?? cell;
    if (gaps && begins[cell + 1] !== begin) return ' ';
    return style('dim', barFor(Math.log2(1 + (weights[begin] ?? 0)) / top));
  });
};

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const barFor = (share: number): string => bars[Math.min(7, Math.floor(share * 7.99))] ?? bars[0];
