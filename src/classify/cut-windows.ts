/** A stretch of turns by number, both ends included. */
export type TurnRange = { readonly from: number; readonly to: number };
export type TurnWeight = { readonly number: number; readonly tokens: number };

/** An episode mostly runs over neighbouring exchanges, so windows share so many turns, if those are no quarter of one. */
const sharedTurns = 8;
const sharedPart = 1 / 4;

/**
 * Cuts turns into windows of at most `room` tokens, each sharing its first turns with the end of the one before. No
 * turn is ever cut: one that is heavier than `room` stands in a window of its own.
 */
export const cutWindows = (turns: readonly TurnWeight[], room: number): TurnRange[] => {
  const windows: TurnRange[] = [];
  let start = 0;
  while (start < turns.length) {
    const end = fillFrom(turns, start, room);
    windows.push({ from: turns[start]?.number ?? 0, to: turns[end]?.number ?? 0 });
    if (end === turns.length - 1) break;
    start = stepBack(turns, start, end, room);
  }
  return windows;
};

/** Index of the last turn that still fits; the first one always does. */
const fillFrom = (turns: readonly TurnWeight[], start: number, room: number): number => {
  let end = start;
  let left = room - weightAt(turns, start);
  while (end + 1 < turns.length && weightAt(turns, end + 1) <= left) {
    end += 1;
    left -= weightAt(turns, end);
  }
  return end;
};

/** Where the next window begins: as far before the first new turn as may be shared and leaves room for that turn. */
const stepBack = (turns: readonly TurnWeight[], first: number, end: number, room: number): number => {
  const most = Math.min(room * sharedPart, room - weightAt(turns, end + 1));
  let start = end + 1;
  let shared = 0;
  while (start - 1 > first && end - start + 1 < sharedTurns) {
    shared += weightAt(turns, start - 1);
    if (shared > most) break;
    start -= 1;
  }
  return start;
};

const weightAt = (turns: readonly TurnWeight[], index: number): number => turns[index]?.tokens ?? 0;
