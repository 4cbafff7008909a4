import type { Query, Term } from '../domain/query.ts';
import type { Field } from '../domain/query-filters.ts';
import { hasToken, isInexact } from '../domain/query-terms.ts';
import { type Condition, on } from './filter-sql.ts';

/** FTS5's own language, every term in quotes so that nothing in it is an operator; null when it can tell nothing. */
export const toMatch = ({ wanted, not }: Query): string | null => {
  const groups = wanted.map(terms => terms.map(toExpression)).filter(isTold);
  if (groups.length === 0) return null;
  const unwanted = not.filter(term => !isInexact(term)).map(quoted);
  const all = groups.map(terms => `(${terms.join(' OR ')})`).join(' AND ');
  return unwanted.length > 0 ? `(${all}) NOT (${unwanted.join(' OR ')})` : all;
};

/**
 * What the word index cannot tell, or only nearly: signs, names with signs in them, scripts without spaces. `isMatched`:
 * it was asked for the rest.
 */
export const wordsBeside = ({ wanted, not }: Query, isMatched: boolean): Condition[] => {
  const single = wanted.filter(terms => terms.length === 1 && terms.some(isInexact));
  const several = wanted.filter(terms => terms.length > 1 && terms.some(isInexact));
  const unwanted = not.filter(term => !isMatched && !isInexact(term));
  return [
    ...single.map(terms => hold(terms, ['turn.text'])),
    ...not.filter(isInexact).map(term => holdNot(term, ['turn.text'])),
    ...(several.length + unwanted.length > 0 ? [says({ wanted: several, not: unwanted })] : []),
  ];
};

/** Paths and commands are short and full of signs: there, words stand anywhere. */
export const wordsInActs = ({ wanted, not }: Query, fields: readonly Field[]): Condition[] => {
  const places = [
    ...(fields.includes('path') ? ['act.paths'] : []),
    ...(fields.includes('command') ? ['act.commands'] : []),
  ];
  return [
    on(`(${places.map(place => `${place} <> ''`).join(' or ')})`),
    ...wanted.map(terms => hold(terms, places)),
    ...not.map(term => holdNot(term, places)),
  ];
};

/** Reads the turn itself, as all words are read that no index holds. */
export const says = ({ wanted, not }: Pick<Query, 'wanted' | 'not'>): Condition =>
  on('says(?, turn.text, turn.parts)', JSON.stringify({ wanted, not }));

/** Does one of the places hold one of the terms? */
const hold = (terms: readonly Term[], places: readonly string[]): Condition => ({
  sql: `(${places.flatMap(place => terms.map(() => `${place} like ? escape '\\'`)).join(' or ')})`,
  values: places.flatMap(() => terms.map(toLike)),
});

const holdNot = (term: Term, places: readonly string[]): Condition => {
  const { sql, values } = hold([term], places);
  return { sql: `not ${sql}`, values };
};

/** Every text that holds the term answers this, and, where it is a word, no other; null: only the text itself tells. */
const toExpression = (term: Term): string | null => (isInexact(term) ? tokensInside(term) : quoted(term));

/** A phrase stands in the text itself, a word also inside a longer name. */
const quoted = ({ text, phrase, prefix }: Term): string =>
  `${phrase ? 'text : ' : ''}"${text.replaceAll('"', '""')}"${prefix ? '*' : ''}`;

/** The words of `user_id` after the first: that one may be the end of a longer word, the last the beginning of one. */
const tokensInside = (term: Term): string | null => {
  if (!hasToken(term)) return null;
  const inside = /^[\p{L}\p{N}\p{M}\p{Co}]*(.*)$/su.exec(term.text)?.[1] ?? '';
  if (!/[\p{L}\p{N}\p{Co}]/u.test(inside)) return null;
  const end = /[\p{L}\p{N}\p{M}\p{Co}]$/u.test(inside) ? '*' : '';
  return `text : "${inside.replaceAll('"', '""')}"${end}`;
};

const isTold = (terms: readonly (string | null)[]): boolean => terms.every(term => term !== null);

const toLike = ({ text }: Term): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
