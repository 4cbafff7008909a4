/** What has the terminal move its rows, and the rows that stand there then; '' where it left one blank. */
export type Scrolled = { readonly escape: string; readonly lines: readonly string[] };

/** Fewer characters than this are written faster than moved. */
const leastSaved = 200;

/**
 * Finds the rows of a full screen that only stand further up or down in the next frame, and has the terminal move them:
 * a step through a page then costs its new rows and not all of them. Null where nothing is to be gained. It uses a
 * scrolling region, line feed and reverse index, which every terminal since the VT100 knows. The cursor ends on the last
 * row.
 */
export const scrollRows = (previous: readonly string[], next: readonly string[]): Scrolled | null => {
  const by = likeliestShift(previous, next);
  if (by === 0) return null;
  const isMoved = (row: number) => previous[row + by] !== undefined && previous[row + by] === next[row];
  const first = next.findIndex((_, row) => isMoved(row));
  const last = next.findLastIndex((_, row) => isMoved(row));
  if (first < 0) return null;
  const top = Math.min(first, first + by);
  const bottom = Math.max(last, last + by);
  const saved = next.slice(top, bottom + 1).reduce((sum, text, at) => {
    const stays = text === previous[top + at];
    return isMoved(top + at) === stays ? sum : sum + (stays ? -text.length : text.length);
  }, 0);
  if (saved < leastSaved) return null;
  const inside = (row: number) => row >= top && row <= bottom;
  return {
    escape: toEscape(top, bottom, by, previous.length),
    lines: previous.map((text, row) => {
      if (!inside(row)) return text;
      return inside(row + by) ? (previous[row + by] ?? '') : '';
    }),
  };
};

/** By how many rows most of what was drawn moves up (below 0: down); a text that stands in several rows tells nothing. */
const likeliestShift = (previous: readonly string[], next: readonly string[]): number => {
  const places = new Map<string, number>();
  previous.forEach((text, row) => {
    places.set(text, places.has(text) ? -1 : row);
  });
  const weights = new Map<number, number>();
  next.forEach((text, row) => {
    const from = places.get(text) ?? -1;
    if (from >= 0 && from !== row) weights.set(from - row, (weights.get(from - row) ?? 0) + text.length);
  });
  return [...weights].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
};

const toEscape = (top: number, bottom: number, by: number, rows: number): string => {
  const at = (row: number) => `\u001b[${row + 1};1H`;
  const move = by > 0 ? at(bottom) + '\n'.repeat(by) : at(top) + '\u001bM'.repeat(-by);
  // What scrolls in takes the colours in force.
  return `\u001b[m\u001b[${top + 1};${bottom + 1}r${move}\u001b[r${at(rows - 1)}`;
};
