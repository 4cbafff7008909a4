import type { Hit } from '../domain/hit.ts';
import { parseQuery, type Query } from '../domain/query.ts';
import { type Filter, fieldsOf } from '../domain/query-filters.ts';
import { messageOf } from '../errors.ts';
import type { Marks } from '../search/current-marks.ts';
import type { Scope } from '../search/query-sql.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { MomentsAnswer, MomentsRequest, SearchAnswer, SearchRequest } from './app.ts';
import { noAnswer } from './no-answer.ts';
import { noMoments } from './no-moments.ts';
import { scanOutput } from './scan-output.ts';

/** Answers as they come: parts on the way (null: nothing new yet), and the whole at the end. */
export type Answers = Generator<SearchAnswer | null, SearchAnswer>;

/**
 * Searches what is indexed so far or, where the query asks for output, the logs themselves; newest session first. Never
 * throws: what goes wrong is said in the answer.
 */
export function* searchLibrary(
  index: SearchIndex,
  scope: Scope,
  request: SearchRequest,
  marks: Marks,
): Answers {
  const query = toQuery(request);
  const { problems } = query;
  if (problems.length > 0 && isEmpty(query)) return { ...noAnswer, problems };
  try {
    if (fieldsOf(query.filters).includes('output'))
      return yield* searchOutput(
        index.pathsFor({ ...query, wanted: [], not: [] }, scope, marks),
        query,
        request,
      );
    const found = index.search(query, scope, marks, request);
    for (;;) {
      const { value, done } = found.next();
      const answer = value && { ...value, problems };
      if (done && answer) return answer;
      yield answer;
    }
  } catch (error) {
    const what = `the search index cannot be read: ${messageOf(error)}`;
    return { ...noAnswer, problems: [...problems, { at: 0, what }] };
  }
}

/** Looks through what tools gave back, log by log; ends at `limit` answers. */
function* searchOutput(paths: readonly string[], query: Query, { limit }: SearchRequest): Answers {
  const { problems } = query;
  if (query.wanted.length === 0)
    return { ...noAnswer, problems: [...problems, { at: 0, what: 'in:output wants a word to look for' }] };
  const hits: Hit[] = [];
  const answer = (isCounted: boolean): SearchAnswer => ({
    ...noAnswer,
    ...{ hits: hits.slice(0, limit), total: hits.length, isCounted, problems },
  });
  for (const found of scanOutput(paths, query)) {
    hits.push(...found);
    if (hits.length >= limit) return answer(false);
    yield found.length > 0 ? answer(false) : null;
  }
  return answer(true);
}

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
