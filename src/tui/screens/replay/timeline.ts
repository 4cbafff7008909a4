import type { Pushback } from '../../../domain/pushback.ts';
import type { TurnSpan } from '../../../domain/session.ts';
import { bars, pushbackMark, style } from '../../theme.ts';

/** A session cut into at most `width` buckets of turns, and a bar for how much the log holds in each. */
export type Density = { readonly bars: readonly string[]; readonly cellOf: (turn: number) => number };

/** Counts a session into cells: costs what the session is long, so a frame must not ask for it. */
export const toDensity = (spans: readonly TurnSpan[], width: number): Density => {
  const cells = Math.max(1, Math.min(width, Math.max(spans.length, 1)));
  const cellOf = (turn: number) =>
    Math.min(cells - 1, Math.floor(((turn - 1) * cells) / Math.max(1, spans.length)));
  const weights = new Array<number>(cells).fill(0);
  for (const span of spans) {
    const cell = cellOf(span.number);
    weights[cell] = (weights[cell] ?? 0) + span.pieces.length;
  }
  const top = Math.log2(1 + Math.max(1, ...weights));
  return { bars: weights.map(weight => style('dim', barFor(Math.log2(1 + weight) / top))), cellOf };
};

const barFor = (share: number): string => bars[Math.min(7, Math.floor(share * 7.99))] ?? bars[0];

export type TimelineInput = {
  readonly density: Density;
  readonly pushbacks: readonly Pushback[];
  readonly found: readonly number[];
  readonly turn: number;
};

/** Two strips: above what happened (pushback, find match), below the density with the playhead as an inverse ┃. */
export const toTimeline = ({ density, pushbacks, found, turn }: TimelineInput): [string, string] => {
  const marks = new Array<string>(density.bars.length).fill(' ');
  for (const number of found) marks[density.cellOf(number)] = style('match', '•');
  for (const pushback of pushbacks) marks[density.cellOf(pushback.turn)] = style('pushback', pushbackMark);
  const strip = density.bars.with(density.cellOf(turn), style('selected', '┃'));
  return [marks.join(''), strip.join('')];
};
