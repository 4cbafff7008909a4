import type { Claim, Evidence } from '../domain/episode.ts';
import type { Turn } from '../domain/turn.ts';
import { closestWindow } from './closest-window.ts';
import { type Normalised, normaliseText } from './normalise-text.ts';
import { truncationMarks } from './truncate-turn.ts';
import { turnEvidenceText } from './turn-evidence-text.ts';

export { turnEvidenceText } from './turn-evidence-text.ts';

/** Least share of letter pairs (Dice) for a near quote to count as found. */
export const fuzzyThreshold = 0.85;
/** Shorter quotes (normalised characters) are looked for only as they are, and only in the turn they name. */
const leastDistinctive = 12;
const edgeReach = 8;

/**
 * Finds a quote in the turn that it names, else in the nearest other turn (then `turn` is put right), else null.
 * In each: as it is, then without regard to white space, quote marks, case and our truncation marks, then nearly.
 * The evidence carries the log's own words: `turnEvidenceText(turn).slice(start, end)` is `quote`, always.
 * A quote with a truncation mark in it is found where its longest piece stands, when all pieces follow one another.
 */
export const locateQuote = (claim: Claim, turns: readonly Turn[]): Evidence | null => {
  const sought = toSought(claim.quote.trim());
  if (sought.quote === '') return null;
  // One character says too little to look for it other than as it is.
  const ways = sought.wanted.length < 2 ? [isExact] : [isExact, isNormalised, isFuzzy];
  const named = turns.find(turn => turn.number === claim.turn);
  const here = named && locateIn(named, sought, ways);
  if (here) return toEvidence(claim, here);
  if (sought.wanted.length < leastDistinctive) return null;
  const others = turns
    .filter(turn => turn !== named)
    .sort((a, b) => Math.abs(a.number - claim.turn) - Math.abs(b.number - claim.turn));
  for (const way of [isExact, isNormalised, isFuzzy]) {
    for (const turn of others) {
      const found = locateIn(turn, sought, [way]);
      if (found) return toEvidence(claim, found);
    }
  }
  return null;
};

type Place = { readonly start: number; readonly end: number };
type Looked = { readonly text: string; readonly normalised: () => Normalised };
/** A quote in every form that it is looked for in, made once for all turns. `pieces` stand between truncation marks. */
type Sought = { readonly quote: string; readonly wanted: string; readonly pieces: readonly string[] };
type Way = (looked: Looked, sought: Sought) => (Place & Pick<Evidence, 'located'>) | null;
type Found = Place & Pick<Evidence, 'located' | 'turn' | 'quote'>;

const toEvidence = (claim: Claim, found: Found): Evidence => ({ ...claim, ...found });

const toSought = (quote: string): Sought => ({
  quote,
  wanted: normaliseText(quote).text,
  pieces: quote
    .split(new RegExp(truncationMarks, 'g'))
    .map(piece => normaliseText(piece).text)
    .filter(piece => piece !== ''),
});

const locateIn = (turn: Turn, sought: Sought, ways: readonly Way[]): Found | null => {
  const looked = lookAt(turn);
  for (const way of ways) {
    const place = way(looked, sought);
    if (place) return { ...place, turn: turn.number, quote: looked.text.slice(place.start, place.end) };
  }
  return null;
};

/** A turn is read once for all quotes of a run: one that stands nowhere is looked for in every turn. */
const lookAt = (turn: Turn): Looked => {
  const before = lookedAt.get(turn);
  if (before) return before;
  const text = turnEvidenceText(turn);
  let kept: Normalised | undefined;
  const normalised = () => {
    kept ??= normaliseText(text);
    return kept;
  };
  const looked = { text, normalised };
  lookedAt.set(turn, looked);
  return looked;
};
const lookedAt = new WeakMap<Turn, Looked>();

const isExact: Way = ({ text }, { quote }) => {
  const start = text.indexOf(quote);
  return start < 0 ? null : { start, end: start + quote.length, located: 'exact' };
};

const isNormalised: Way = ({ normalised }, { wanted, pieces }) => {
  const { text, at } = normalised();
  const start = text.indexOf(wanted);
  const place = start >= 0 ? { start, end: start + wanted.length } : findPieces(text, pieces);
  return place ? { ...toOriginal(place, at), located: 'normalised' } : null;
};

const isFuzzy: Way = ({ normalised }, { wanted }) => {
  if (wanted.length < leastDistinctive) return null;
  const { text, at } = normalised();
  const window = closestWindow(text, wanted);
  if (!window || window.similarity < fuzzyThreshold) return null;
  return { ...toOriginal(wholeWords(window, text), at), located: 'fuzzy' };
};

/** Every piece between truncation marks, in order; the longest one is where the quote is said to stand. */
const findPieces = (text: string, pieces: readonly string[]): Place | null => {
  let from = 0;
  let longest: Place | null = null;
  for (const piece of pieces) {
    const start = text.indexOf(piece, from);
    if (start < 0) return null;
    from = start + piece.length;
    if (!longest || piece.length > longest.end - longest.start) longest = { start, end: from };
  }
  return longest && longest.end - longest.start >= leastDistinctive ? longest : null;
};

const toOriginal = ({ start, end }: Place, at: Int32Array): Place => ({
  start: at[start] ?? 0,
  end: (at[end - 1] ?? 0) + 1,
});

/** Moves both ends of a near match to the closest edge of a word, so no word is cut. */
const wholeWords = ({ start, end }: Place, text: string): Place => ({
  start: nearest(start, at => at <= 0 || text[at - 1] === ' '),
  end: nearest(end, at => at >= text.length || text[at] === ' '),
});

const nearest = (at: number, isEdge: (at: number) => boolean): number => {
  for (let step = 0; step <= edgeReach; step += 1) {
    if (isEdge(at - step)) return at - step;
    if (isEdge(at + step)) return at + step;
  }
  return at;
};
