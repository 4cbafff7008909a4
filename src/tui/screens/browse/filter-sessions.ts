import Fuse from 'fuse.js';
import { parseQuery, problemWords, type Query, type Term } from '../../../domain/query.ts';
import { fieldsOf } from '../../../domain/query-filters.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { BrowseState } from './browse-state.ts';

/** Fuse costs 3 µs a title and letter: past this many only the newest that hold the letters at all are ranked. */
const mostRanked = 2000;

/** What of a query the index must be asked for: its filters; null where it has none. */
export const toNarrowing = (filter: string): string | null =>
  parseQuery(filter).filters.length > 0 ? filter.trim() : null;

/** What is wrong in a query, with its place; empty for nothing. */
export const filterProblems = (filter: string): string => {
  const { problems, filters } = parseQuery(filter);
  const output = fieldsOf(filters).includes('output') ? 'in:output is looked for on the search screen' : '';
  return [problemWords(problems), output].filter(Boolean).join('; ');
};

/**
 * The sessions that a query leaves, the likest titles first where it has words. Filters are the index's to answer: until
 * it has, its last answer holds. Words stand for titles, projects and agents, unless `in:` says in which turns.
 */
export const filtered = (
  sessions: readonly SessionSummary[],
  { filter, narrowed }: Pick<BrowseState, 'filter' | 'narrowed'>,
): readonly SessionSummary[] => {
  if (filter.trim() === '') return sessions;
  const query = parseQuery(filter);
  const left =
    query.filters.length > 0 && narrowed
      ? sessions.filter(({ head }) => narrowed.paths.has(head.path))
      : sessions;
  return fieldsOf(query.filters).length > 0 ? left : named(left, query);
};

/** Plain words are fuzzy; phrases, alternatives and what is unwanted stand in a name as they are written. */
const named = (sessions: readonly SessionSummary[], { wanted, not }: Query): readonly SessionSummary[] => {
  const plain = wanted.filter(isPlain).map(([term]) => term?.text ?? '');
  const exact = wanted.filter(terms => !isPlain(terms));
  const fitting =
    exact.length + not.length === 0
      ? sessions
      : sessions.filter(session => {
          const name = nameOf(session);
          const holds = ({ text }: Term) => name.includes(text.toLowerCase());
          return exact.every(terms => terms.some(holds)) && !not.some(holds);
        });
  return plain.length > 0 ? ranked(fitting, plain.join(' ')) : fitting;
};

const isPlain = (terms: readonly Term[]): boolean => terms.length === 1 && terms[0]?.phrase === false;

const nameOf = ({ head }: SessionSummary): string =>
  `${head.title} ${head.project ?? ''} ${head.agent}`.toLowerCase();

const ranked = (sessions: readonly SessionSummary[], words: string): readonly SessionSummary[] => {
  const letters = words.toLowerCase();
  const near =
    sessions.length <= mostRanked
      ? sessions
      : sessions.filter(session => nameOf(session).includes(letters)).slice(0, mostRanked);
  const fuse = new Fuse(near, {
    keys: ['head.title', 'head.project', 'head.agent'],
    threshold: 0.35,
    ignoreLocation: true,
  });
  return fuse.search(words).map(({ item }) => item);
};
