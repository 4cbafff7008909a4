import type { DatabaseSync } from 'node:sqlite';
import { foldWords } from '../domain/fold-words.ts';
import type { Hit } from '../domain/hit.ts';
import type { PushbackClass } from '../domain/pushback.ts';
import type { Instead, Query } from '../domain/query.ts';
import { isInexact } from '../domain/query-terms.ts';
import { indexVocabulary, withClosestWords } from './closest-words.ts';
import { createHitReader, type FirstKeys, findFirstKeys } from './find-turns.ts';
import { type Scope, toNewestSql, toSql } from './query-sql.ts';

/** How many of the answers stand in which session, and are pushback of which class. */
export type Facets = {
  readonly sessions: ReadonlyMap<string, number>;
  readonly classes: ReadonlyMap<PushbackClass, number>;
};

/** What answers a query. `isCounted` false: there may be more than `total`, and `facets` are of those alone. */
export type Found = {
  readonly hits: readonly Hit[];
  readonly total: number;
  readonly isCounted: boolean;
  readonly facets: Facets;
  /** Words that no text holds, and those that were looked for in their place. */
  readonly instead: readonly Instead[];
};

/** How many answers are read, and how many are counted at most. */
export type Wanted = { readonly limit: number; readonly countTo: number };

/** The index, with what a person sees as pushback in it. */
type Read = { readonly database: DatabaseSync; readonly classes: ReadonlyMap<number, PushbackClass> };

/** More than a screen shows of what is found. */
const firstHits = 30;
/** So many are counted in one step. */
const atOnce = 250;

/**
 * The turns that answer a query, newest session first, told in steps: the first ones at once, then all of them, counted.
 * Where none does, words that no text holds are taken for the likest that one does. A step that found nothing to tell
 * gives null: whoever asks may look whether it is still wanted.
 */
export function* searchTurns(
  read: Read,
  asked: Query,
  scope: Scope,
  { limit, countTo }: Wanted,
): Generator<Found | null, Found> {
  const { database } = read;
  const most = Math.min(limit, firstHits);
  let [query, first] = [asked, findFirstKeys(database, asked, scope, most)];
  let instead: readonly Instead[] = [];
  if (first.keys.length === 0) {
    yield null;
    const closest = withClosestWords(indexVocabulary(database), asked);
    if (closest) {
      ({ query, instead } = closest);
      first = findFirstKeys(database, query, scope, most);
    }
  }
  const readHits = createHitReader(database, query);
  const hits = readHits(first.keys);
  const found = { hits, total: hits.length, facets: facetsOf(hits), instead };
  if (first.keys.length < most) return { ...found, isCounted: true };
  yield { ...found, isCounted: false };
  const counted = yield* countTurns(read, query, scope, { first, countTo });
  return {
    hits: [...hits, ...readHits(counted.keys.slice(first.keys.length, limit))],
    total: counted.keys.length,
    isCounted: counted.keys.length < countTo,
    facets: counted.facets,
    instead,
  };
}

const facetsOf = (hits: readonly Hit[]): Facets => {
  const facets = emptyFacets();
  for (const { session, pushback } of hits) add(facets, session, pushback?.class);
  return facets;
};

const emptyFacets = () => ({
  sessions: new Map<string, number>(),
  classes: new Map<PushbackClass, number>(),
});

const add = (
  { sessions, classes }: ReturnType<typeof emptyFacets>,
  session: string,
  name: PushbackClass | undefined,
): void => {
  sessions.set(session, (sessions.get(session) ?? 0) + 1);
  if (name) classes.set(name, (classes.get(name) ?? 0) + 1);
};

type Counted = { readonly keys: readonly number[]; readonly facets: Facets };

/** Goes through all answers, newest first, and through no more than `countTo`. */
function* countTurns(
  { database, classes }: Read,
  query: Query,
  scope: Scope,
  { first, countTo }: { readonly first: FirstKeys; readonly countTo: number },
): Generator<null, Counted> {
  const newest = first.areCommon && isShort(query) ? toNewestSql(query, scope, null) : null;
  const { key, countFrom, values } = newest ?? toSql(query, scope);
  const rows = database
    .prepare(`select ${key} as key, session.id ${countFrom} order by ${key} desc limit ?`)
    .iterate(...values, Number.isFinite(countTo) ? countTo : -1);
  const keys: number[] = [];
  const facets = emptyFacets();
  for (const row of rows) {
    const found = Number(row.key);
    keys.push(found);
    add(facets, String(row.id), classes.get(found));
    if (keys.length % atOnce === 0) yield null;
  }
  return { keys, facets };
}

/** Does a word of one or two letters begin so many others that the word index takes long to put their lists together? */
const isShort = ({ wanted }: Query): boolean =>
  wanted.flat().some(term => term.prefix && !isInexact(term) && [...foldWords(term.text)].length <= 2);
