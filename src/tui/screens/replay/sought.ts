import { type FilteredTurn, passes } from '../../../domain/filter-turn.ts';
import { createFinder, createMatcher, type Finder } from '../../../domain/match-words.ts';
import { parseQuery, type Query, type Term, termsOf } from '../../../domain/query.ts';
import { type Field, fieldsOf, isActField } from '../../../domain/query-filters.ts';
import { isInexact } from '../../../domain/query-terms.ts';

/** What find-in-session looks for: a query, read once. */
export type Sought = Query & {
  /** Where its words are looked for; none: wherever a turn has words. */
  readonly fields: readonly Field[];
  /** Do the texts of a turn hold its words? */
  readonly areHeldBy: (texts: readonly string[]) => boolean;
  /** Its words. */
  readonly find: Finder;
  /** All of them as they were typed, where they are plain words: a turn that says them so says nothing better. */
  readonly together: Finder | null;
  /** Its words and those that it does not want. */
  readonly mention: Finder;
};

export const toSought = (text: string): Sought => {
  const query = parseQuery(text);
  const terms = termsOf(query);
  const fields = fieldsOf(query.filters);
  const reading = fields.some(isActField) ? 'anywhere' : 'words';
  const together = typedTogether(query);
  return {
    ...query,
    fields,
    areHeldBy: createMatcher(query, reading),
    find: createFinder(terms, reading),
    together: together && createFinder([together], terms.some(isInexact) ? 'anywhere' : reading),
    mention: createFinder([...terms, ...query.not], reading),
  };
};

/** Does it ask for anything? A query may be nothing but mistakes. */
export const isAsking = ({ wanted, not, filters }: Query): boolean =>
  wanted.length + not.length + filters.length > 0;

/** Might the turn answer, as far as its filters tell? Its words need not be known for that. */
export const mayAnswer = (sought: Sought, turn: FilteredTurn): boolean =>
  isAsking(sought) && passes(sought.filters, turn);

const typedTogether = ({ wanted }: Query): Term | null => {
  const isPlain = wanted.every(terms => terms.length === 1 && !terms[0]?.phrase);
  if (!isPlain || wanted.length < 2) return null;
  return { text: wanted.map(([term]) => term?.text).join(' '), phrase: true, prefix: true };
};
