import { messageOf } from '../errors.ts';
import { parseQuery } from '../search/query.ts';
import type { Scope } from '../search/query-sql.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { SearchAnswer, SearchRequest } from './app.ts';

/** Searches what is indexed so far, newest session first. Never throws: what goes wrong is said in the answer. */
export const searchLibrary = (
  index: () => SearchIndex,
  scope: Scope,
  { query: text, pushbackOnly, limit }: SearchRequest,
): SearchAnswer => {
  const query = parseQuery(text);
  const pushback = pushbackOnly || query.filters.pushback;
  try {
    const found = index().find({ ...query, filters: { ...query.filters, pushback } }, scope, limit);
    return { ...found, problems: query.problems };
  } catch (error) {
    const what = `the search index cannot be read: ${messageOf(error)}`;
    return { hits: [], total: 0, problems: [...query.problems, { at: 0, what }] };
  }
};
