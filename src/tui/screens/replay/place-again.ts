import type { TurnSpan } from '../../../domain/session.ts';

/**
 * Where a turn of a log stands after the log was written over: the turn that begins with the same record, else the one of
 * the same speaker at the same time, else the same number as far as there are so many.
 */
export const placeAgain = (before: readonly TurnSpan[], turn: number, now: readonly TurnSpan[]): number => {
  const was = before[turn - 1];
  const byOrigin = was?.origin && now.find(({ origin }) => origin === was.origin);
  const byTime = was?.at && now.find(({ at, speaker }) => at === was.at && speaker === was.speaker);
  return (byOrigin || byTime || undefined)?.number ?? Math.max(1, Math.min(turn, now.length));
};
