import type { Query } from '../domain/query.ts';
import { type Filter, fieldsOf, isActField } from '../domain/query-filters.ts';
import { type Condition, filterConditions, on, rootCondition, slotBits } from './filter-sql.ts';
import { says, toMatch, wordsBeside, wordsInActs } from './term-sql.ts';

/** What of a library is searched: sessions under these roots that pass the filters of the command line. */
export type Scope = { readonly roots: readonly string[]; readonly filters: readonly Filter[] };

/** The part of a statement behind `select`, without order and limit, and its values. */
export type Sql = {
  readonly from: string;
  /** The same rows for counting: without the turns themselves where no condition asks for them. */
  readonly countFrom: string;
  readonly values: readonly (string | number)[];
  readonly key: string;
};

/**
 * Writes a query as SQL over session, turn, act and the word index, and over what a person sees (`current_pushback`,
 * `current_episode`). Everything that a person typed is a bound value.
 */
export const toSql = (query: Query, scope: Scope): Sql => {
  const fields = fieldsOf(query.filters);
  if (fields.some(isActField)) return toStatement('act', wordsInActs(query, fields), query, scope);
  const match = toMatch(query);
  if (match === null) return toStatement(driverOf(query.filters), wordsBeside(query, false), query, scope);
  return toStatement(
    'turn_text',
    [on('turn_text match ?', match), ...wordsBeside(query, true)],
    query,
    scope,
  );
};

/**
 * The same, but the turns themselves are read, the newest `most` of those that may answer: what is common stands among
 * them, and is found before the word index has put its lists together. Null where the word index is not asked.
 */
export const toNewestSql = (query: Query, scope: Scope, most: number | null): Sql | null => {
  if (fieldsOf(query.filters).some(isActField) || toMatch(query) === null) return null;
  const driver = driverOf(query.filters);
  const newest = `${driver}.key >= (select min(key) from (select key from ${driver} order by key desc limit ?))`;
  const among = most === null ? [] : [on(newest, most)];
  return toStatement(driver, [...among, says(query)], query, scope);
};

const toStatement = (driver: string, words: readonly Condition[], { filters }: Query, scope: Scope): Sql => {
  const key = driver === 'turn_text' ? 'turn_text.rowid' : `${driver}.key`;
  const conditions: readonly Condition[] = [
    ...words,
    // What the command line names narrows what the query names.
    ...[filters, scope.filters].flatMap(all => filterConditions(all, key)),
    rootCondition(scope.roots),
  ];
  // `cross join` keeps the order: words first, then their turn, then its session, each by its row id.
  const toFrom = (
    tables: string,
  ) => `from ${tables} cross join session on session.slot = ${key} >> ${slotBits}
    where ${conditions.map(({ sql }) => sql).join(' and ')}`;
  const turn = driver === 'turn' ? '' : ` cross join turn on turn.key = ${key}`;
  const from = toFrom(`${driver}${turn}`);
  const asksTurn = conditions.some(({ sql }) => sql.includes('turn.'));
  return {
    from,
    countFrom: asksTurn || driver === 'turn' ? from : toFrom(driver),
    values: conditions.flatMap(({ values }) => values),
    key,
  };
};

/** Without the word index the smallest table that holds every answer is gone through. */
const driverOf = (filters: readonly Filter[]): string => {
  const asks = filters.filter(({ negated }) => !negated);
  if (asks.some(({ name }) => name === 'symptom' || name === 'cause' || name === 'severity'))
    return 'current_episode';
  if (asks.some(filter => filter.name === 'has' && filter.thing === 'episode')) return 'current_episode';
  const isPushback = asks.some(
    filter =>
      filter.name === 'class' ||
      filter.name === 'strength' ||
      (filter.name === 'has' && filter.thing === 'pushback'),
  );
  return isPushback ? 'current_pushback' : 'turn';
};
