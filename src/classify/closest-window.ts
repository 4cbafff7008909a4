export type Window = { readonly start: number; readonly end: number; readonly similarity: number };

/**
 * The stretch of `text`, as long as `quote`, that shares most letter pairs with it. `similarity` is Dice's: twice the
 * shared pairs over all pairs of both, from 0 to 1. Slides once over the text: linear in its length.
 */
export const closestWindow = (text: string, quote: string): Window | null => {
  const pairs = quote.length - 1;
  if (pairs < 1 || text.length < quote.length) return null;
  const owed = countPairs(quote);
  const slots = indexPairs(owed);
  let shared = 0;
  let best = -1;
  let bestAt = 0;
  for (let pair = 0; pair < text.length - 1; pair += 1) {
    shared += take(slots, keyAt(text, pair), -1);
    if (pair >= pairs) shared -= take(slots, keyAt(text, pair - pairs), 1);
    const start = pair - pairs + 1;
    if (start >= 0 && shared > best) {
      best = shared;
      bestAt = start;
    }
  }
  return { start: bestAt, end: bestAt + quote.length, similarity: best / pairs };
};

type Slots = Map<number, { left: number }>;

const countPairs = (quote: string): Map<number, number> => {
  const counts = new Map<number, number>();
  for (let at = 0; at < quote.length - 1; at += 1) {
    const key = keyAt(quote, at);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

const indexPairs = (counts: ReadonlyMap<number, number>): Slots =>
  new Map([...counts].map(([key, left]) => [key, { left }]));

/** Takes a pair into the window (-1) or out of it (1); 1 when that pair counts as shared. */
const take = (slots: Slots, key: number, change: -1 | 1): number => {
  const slot = slots.get(key);
  if (!slot) return 0;
  const counts = change === -1 ? slot.left > 0 : slot.left >= 0;
  slot.left += change;
  return counts ? 1 : 0;
};

const keyAt = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
