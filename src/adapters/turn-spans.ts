import type { Piece, TurnSpan } from '../domain/session.ts';
import type { IsoTime, Speaker } from '../domain/turn.ts';

type GrowingSpan = { number: number; speaker: Speaker; at: IsoTime | null; pieces: Piece[] };

/**
 * Collects turns while a log is scanned: consecutive pieces of one speaker make one turn.
 * `add` gives back the number of the turn that took the piece; `attach` adds a late piece (a tool's result)
 * to a turn that has long begun.
 */
export const createTurnSpans = () => {
  const spans: GrowingSpan[] = [];
  const add = (speaker: Speaker, piece: Piece, at: IsoTime | null): number => {
    const last = spans.at(-1);
    if (last?.speaker === speaker) {
      last.pieces.push(piece);
      last.at ??= at;
      return last.number;
    }
    spans.push({ number: spans.length + 1, speaker, at, pieces: [piece] });
    return spans.length;
  };
  const attach = (number: number, piece: Piece): void => {
    spans[number - 1]?.pieces.push(piece);
  };
  return {
    add,
    attach,
    last: (): TurnSpan | undefined => spans.at(-1),
    spans: (): readonly TurnSpan[] => spans,
  };
};
