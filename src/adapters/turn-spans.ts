import type { Piece, TurnSpan } from '../domain/session.ts';
import type { IsoTime, Speaker } from '../domain/turn.ts';

type GrowingSpan = {
  number: number;
  speaker: Speaker;
  at: IsoTime | null;
  pieces: Piece[];
  abandoned?: true;
  origin?: string;
};

/** The turns of messages that are told apart only when all of them are known, as in Markdown. */
export const spansOf = (
  messages: readonly (Piece & { readonly at: IsoTime | null })[],
  isDeveloper: (as: string) => boolean,
): readonly TurnSpan[] => {
  const turns = createTurnSpans();
  for (const { from, to, as, at } of messages)
    turns.add(isDeveloper(as) ? 'developer' : 'agent', { from, to, as }, at);
  return turns.spans();
};

/**
 * Collects turns while a log is scanned: consecutive pieces of one speaker make one turn.
 * `add` gives back the number of the turn that took the piece, with `origin` the name of its record; `attach` adds a late piece (a tool's result)
 * to a turn that has long begun; `abandon` marks all that began with the prompt at `line` of turn `from`, for the developer went back to before it.
 */
export const createTurnSpans = () => {
  const spans: GrowingSpan[] = [];
  const add = (speaker: Speaker, piece: Piece, at: IsoTime | null, origin = ''): number => {
    const last = spans.at(-1);
    if (last?.speaker === speaker) {
      last.pieces.push(piece);
      last.at ??= at;
      return last.number;
    }
    spans.push({ number: spans.length + 1, speaker, at, pieces: [piece], ...(origin && { origin }) });
    return spans.length;
  };
  const attach = (number: number, piece: Piece): void => {
    spans[number - 1]?.pieces.push(piece);
  };
  const abandon = (from: number, line: number): void => {
    for (const span of spans.slice(from - 1)) {
      const isWhole = span.number > from || (span.pieces[0]?.from ?? 0) >= line;
      if (isWhole) span.abandoned = true;
    }
  };
  return {
    add,
    attach,
    abandon,
    last: (): TurnSpan | undefined => spans.at(-1),
    spans: (): readonly TurnSpan[] => spans,
  };
};
