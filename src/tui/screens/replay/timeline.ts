import type { Pushback } from '../../../domain/pushback.ts';
import type { TurnSpan } from '../../../domain/session.ts';
import { pushbackMark, style } from '../../theme.ts';

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

export type TimelineInput = {
  readonly spans: readonly TurnSpan[];
  readonly pushbacks: readonly Pushback[];
  readonly found: readonly number[];
  readonly turn: number;
  readonly width: number;
};

/**
 * The session as two strips of `width` cells, one cell a bucket of turns: above what happened (pushback, find match), below how much the log holds there; the playhead is the cell in brackets' place, shown inverse and as ┃.
 */
export const toTimeline = ({ spans, pushbacks, found, turn, width }: TimelineInput): [string, string] => {
  const cells = Math.max(1, Math.min(width, Math.max(spans.length, 1)));
  const cellOf = (number: number) =>
    Math.min(cells - 1, Math.floor(((number - 1) * cells) / Math.max(1, spans.length)));
  const marks = new Array<string>(cells).fill(' ');
  for (const number of found) marks[cellOf(number)] = style('match', '•');
  for (const pushback of pushbacks) marks[cellOf(pushback.turn)] = style('pushback', pushbackMark);
  const weights = new Array<number>(cells).fill(0);
  for (const span of spans) {
    const cell = cellOf(span.number);
    weights[cell] = (weights[cell] ?? 0) + span.pieces.length;
  }
  const top = Math.max(1, ...weights);
  const playhead = cellOf(turn);
  const strip = weights.map((weight, cell) => {
    if (cell === playhead) return style('selected', '┃');
    return style(
      'dim',
      bars[Math.min(7, Math.floor((Math.log2(1 + weight) / Math.log2(1 + top)) * 7.99))] ?? '▁',
    );
  });
  return [marks.join(''), strip.join('')];
};
