import type { Query, Term } from '../domain/query.ts';
import type { Field } from '../domain/query-filters.ts';
import { hasToken, isInexact } from '../domain/query-terms.ts';
import { type Condition, on } from './filter-sql.ts';

/** FTS5's own language, every term in quotes so that nothing in it is an operator; null when no term has a token. */
export const toMatch = ({ wanted, not }: Query): string | null => {
  const groups = wanted.filter(isIndexed);
  if (groups.length === 0) return null;
  const unwanted = not.filter(term => !isInexact(term)).map(quoted);
  const all = groups.map(terms => `(${terms.map(quoted).join(' OR ')})`).join(' AND ');
  return unwanted.length > 0 ? `(${all}) NOT (${unwanted.join(' OR ')})` : all;
};

/** What the word index cannot tell, or only nearly: signs, names with signs in them, scripts without spaces. */
export const wordsBeside = ({ wanted, not }: Query, isMatched: boolean): Condition[] => [
  ...wanted
    .filter(terms => !isIndexed(terms) || (terms.length === 1 && terms.some(isInexact)))
    .map(terms => hold(terms, ['turn.text'])),
  ...not.filter(term => !isMatched || isInexact(term)).map(term => holdNot(term, ['turn.text'])),
];

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

/** Does one of the places hold one of the terms? */
const hold = (terms: readonly Term[], places: readonly string[]): Condition => ({
  sql: `(${places.flatMap(place => terms.map(() => `${place} like ? escape '\\'`)).join(' or ')})`,
  values: places.flatMap(() => terms.map(toLike)),
});

const holdNot = (term: Term, places: readonly string[]): Condition => {
  const { sql, values } = hold([term], places);
  return { sql: `not ${sql}`, values };
};

/** A phrase stands in the text itself, a word also inside a longer name. */
const quoted = ({ text, phrase, prefix }: Term): string =>
  `${phrase ? 'text : ' : ''}"${text.replaceAll('"', '""')}"${prefix ? '*' : ''}`;

const isIndexed = (terms: readonly Term[]): boolean => terms.every(hasToken);

const toLike = ({ text }: Term): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
