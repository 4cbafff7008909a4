import type { Hit } from '../domain/hit.ts';
import { reviewPushbacks } from '../domain/pushback.ts';
import type { PushbackReviews } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import { parseQuery, type Query } from '../search/query.ts';
import type { Scope } from '../search/query-sql.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { SearchAnswer, SearchRequest } from './app.ts';

/** Searches what is indexed so far, newest session first. Never throws: what goes wrong is said in the answer. */
export const searchLibrary = (
  index: () => SearchIndex,
  scope: Scope,
  { query: text, pushbackOnly, limit }: SearchRequest,
  reviews: PushbackReviews,
): SearchAnswer => {
  const query = parseQuery(text);
  if (query.problems.length > 0 && isEmpty(query)) return { hits: [], total: 0, problems: query.problems };
  const pushback = pushbackOnly || query.filters.pushback;
  try {
    const found = index().find({ ...query, filters: { ...query.filters, pushback } }, scope, limit);
    const hits = found.hits.map(hit => asReviewed(hit, reviews));
    const shown = pushback ? hits.filter(hit => hit.pushback !== null) : hits;
    return { hits: shown, total: found.total - (hits.length - shown.length), problems: query.problems };
  } catch (error) {
    const what = `the search index cannot be read: ${messageOf(error)}`;
    return { hits: [], total: 0, problems: [...query.problems, { at: 0, what }] };
  }
};

/** Nothing of the query is left to search for: all turns would be the answer to what nobody asked. */
const isEmpty = ({ terms, not, filters }: Query): boolean =>
  terms.length + not.length === 0 &&
  !filters.pushback &&
  Object.values({ ...filters, pushback: null }).every(value => value === null);

/** The index knows what was detected; a person's word wins. Pushback that only a person saw is in no index. */
const asReviewed = (hit: Hit, reviews: PushbackReviews): Hit => {
  const said = reviews.get(hit.session);
  if (!hit.pushback || !said) return hit;
  return {
    ...hit,
    pushback: reviewPushbacks([hit.pushback], said).find(one => one.turn === hit.turn) ?? null,
  };
};
