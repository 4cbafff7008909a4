import { type FilteredTurn, passes } from '../../../domain/filter-turn.ts';
import { parseQuery, type Query, type Term, wordsOf } from '../../../domain/query.ts';
import { type Field, fieldsOf } from '../../../domain/query-filters.ts';
import { isInexact } from '../../../domain/query-terms.ts';

/** What find-in-session looks for: a query, read once. */
export type Sought = Query & {
  /** Where its words are looked for; none: wherever a turn has words. */
  readonly fields: readonly Field[];
  readonly words: readonly string[];
  /** All of them as they were typed, where they are plain words: a turn that says them so says nothing better. */
  readonly together: string | null;
};

export const toSought = (text: string): Sought => {
  const query = parseQuery(text);
  const words = wordsOf(query);
  return { ...query, fields: fieldsOf(query.filters), words, together: typedTogether(query) };
};

/** Does it ask for anything? A query may be nothing but mistakes. */
export const isAsking = ({ wanted, not, filters }: Query): boolean =>
  wanted.length + not.length + filters.length > 0;

/** Might the turn answer, as far as its filters tell? Its words need not be known for that. */
export const mayAnswer = (sought: Sought, turn: FilteredTurn): boolean =>
  isAsking(sought) && passes(sought.filters, turn);

const typedTogether = ({ wanted }: Query): string | null => {
  const isPlain = wanted.every(terms => terms.length === 1 && !terms[0]?.phrase);
  return isPlain && wanted.length > 1 ? wanted.map(([term]) => term?.text).join(' ') : null;
};

/** Do texts, in small letters, hold the words of a query and none that it does not want? */
export const areHeldBy = ({ wanted, not }: Query, texts: readonly string[]): boolean =>
  wanted.every(terms => terms.some(({ text }) => texts.some(one => one.includes(text.toLowerCase())))) &&
  !not.some(term => texts.some(text => saysWord(text, term)));

/** What is not wanted is a word of its own: `-round` leaves “around”. */
const saysWord = (text: string, term: Term): boolean => {
  const word = term.text.toLowerCase();
  if (!text.includes(word)) return false;
  if (term.phrase || isInexact(term)) return true;
  // A word holds letters, digits, hyphens and apostrophes alone: none of them means anything to a pattern.
  return new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u').test(text);
};
