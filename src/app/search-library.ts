import { parseQuery, type Query } from '../domain/query.ts';
import { type Filter, fieldsOf } from '../domain/query-filters.ts';
import { messageOf } from '../errors.ts';
import type { Marks } from '../search/current-marks.ts';
import type { Scope } from '../search/query-sql.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { MomentsAnswer, MomentsRequest, SearchAnswer, SearchRequest } from './app.ts';
import { noMoments } from './no-moments.ts';
import { scanOutput } from './scan-output.ts';

/** Searches what is indexed so far, newest session first. Never throws: what goes wrong is said in the answer. */
export const searchLibrary = (
  index: SearchIndex,
  scope: Scope,
  request: SearchRequest,
  marks: Marks,
): SearchAnswer => {
  const query = toQuery(request);
  const { problems } = query;
  const nothing = { hits: [], total: 0, instead: [], facets: noFacets, problems };
  if (problems.length > 0 && isEmpty(query)) return nothing;
  try {
    const found = index.find(query, scope, marks, request.limit);
    const facets = request.facets ? index.facets(query, scope, marks) : noFacets;
    return { ...found, facets, problems };
  } catch (error) {
    const what = `the search index cannot be read: ${messageOf(error)}`;
    return { ...nothing, problems: [...problems, { at: 0, what }] };
  }
};

/** A page of the pushback that answers a query, of what is indexed so far. Never throws either. */
export const momentsOf = (
  index: SearchIndex,
  library: Scope,
  { paths, ...request }: MomentsRequest,
  marks: Marks,
): MomentsAnswer => {
  const query = toQuery({ ...request, pushbackOnly: false });
  const scope = paths === null ? library : { roots: paths, filters: [] };
  const { problems } = query;
  try {
    return { ...index.moments(query, scope, marks, request), problems };
  } catch (error) {
    const what = `the search index cannot be read: ${messageOf(error)}`;
    return { ...noMoments, problems: [...problems, { at: 0, what }] };
  }
};

const noFacets = { sessions: new Map(), classes: new Map() } as const;

/** Does the query ask for what tools gave back, which only the logs hold? */
export const asksOutput = (request: SearchRequest): boolean =>
  fieldsOf(toQuery(request).filters).includes('output');

/**
 * Searches what tools gave back, log by log, newest first; each step is the answer so far. Ends at `limit` answers.
 */
export function* searchOutput(
  index: SearchIndex,
  scope: Scope,
  request: SearchRequest,
  marks: Marks,
): Generator<SearchAnswer> {
  const query = toQuery(request);
  const answer = { total: 0, hits: [], instead: [], facets: noFacets, problems: query.problems };
  if (query.wanted.length === 0) {
    yield { ...answer, problems: [...query.problems, { at: 0, what: 'in:output wants a word to look for' }] };
    return;
  }
  const paths = index.pathsFor({ ...query, wanted: [], not: [] }, scope, marks);
  const hits = [];
  for (const found of scanOutput(paths, query)) {
    hits.push(...found);
    yield { ...answer, hits: hits.slice(0, request.limit), total: hits.length };
    if (hits.length >= request.limit) return;
  }
}

/** What the person typed, narrowed by where they look. */
const toQuery = ({
  query,
  within,
  pushbackOnly,
}: Pick<SearchRequest, 'query' | 'within' | 'pushbackOnly'>): Query => {
  const read = parseQuery(query);
  const more: readonly Filter[] = [
    ...(pushbackOnly ? [{ name: 'has', thing: 'pushback', negated: false } as const] : []),
    ...(within.session === null
      ? []
      : [{ name: 'session', text: within.session.toLowerCase(), negated: false } as const]),
    ...(within.project === null
      ? []
      : [{ name: 'project', text: within.project.toLowerCase(), negated: false } as const]),
  ];
  return { ...read, filters: [...read.filters, ...more] };
};

/** Nothing of the query is left to search for: all turns would be the answer to what nobody asked. */
const isEmpty = ({ wanted, not, filters }: Query): boolean =>
  wanted.length + not.length + filters.length === 0;
