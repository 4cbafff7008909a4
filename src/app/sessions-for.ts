import { parseQuery, type Query } from '../domain/query.ts';
import { type Filter, fieldsOf } from '../domain/query-filters.ts';
import type { Marks } from '../search/current-marks.ts';
import type { Scope } from '../search/query-sql.ts';
import type { SearchIndex } from '../search/search-index.ts';

/**
 * The logs of the sessions that a query's filters leave: those with a turn that passes all of them, and none that passes
 * one with a minus. Words count only where `in:` says in which turns: else they stand for titles. None where the index
 * cannot be read.
 */
export const sessionsFor = (
  index: SearchIndex,
  scope: Scope,
  text: string,
  marks: Marks,
): readonly string[] => {
  const query = parseQuery(text);
  const isAboutTurns = fieldsOf(query.filters).length > 0;
  const { wanted, not } = isAboutTurns ? query : silent;
  const filters = query.filters.filter(({ negated }) => !negated);
  const pathsOf = (one: Pick<Query, 'wanted' | 'not' | 'filters'>) =>
    index.pathsFor({ ...one, problems: [] }, scope, marks);
  try {
    const without = new Set(
      query.filters
        .filter(({ negated }) => negated)
        .flatMap(filter => pathsOf({ ...silent, filters: [toPlain(filter)] })),
    );
    return pathsOf({ wanted, not, filters }).filter(path => !without.has(path));
  } catch {
    return [];
  }
};

const silent = { wanted: [], not: [] } as const;
const toPlain = (filter: Filter): Filter => ({ ...filter, negated: false });
