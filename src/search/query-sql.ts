import type { Query } from '../domain/query.ts';
import { type Filter, fieldsOf, isActField } from '../domain/query-filters.ts';
import { type Condition, filterConditions, on, rootCondition, slotBits } from './filter-sql.ts';
import { toMatch, wordsBeside, wordsInActs } from './term-sql.ts';

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
  const inActs = fields.some(isActField);
  const match = inActs ? null : toMatch(query);
  const driver = match ? 'turn_text' : driverOf(query.filters, inActs);
  const key = match ? 'turn_text.rowid' : `${driver}.key`;
  const conditions: readonly Condition[] = [
    ...(match ? [on('turn_text match ?', match)] : []),
    ...(inActs ? wordsInActs(query, fields) : wordsBeside(query, match !== null)),
    // What the command line names narrows what the query names.
    ...[query.filters, scope.filters].flatMap(filters => filterConditions(filters, key)),
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

/** Without words the smallest table that holds every answer is gone through. */
const driverOf = (filters: readonly Filter[], inActs: boolean): string => {
  if (inActs) return 'act';
  const asks = filters.filter(({ negated }) => !negated);
  if (asks.some(({ name }) => name === 'symptom' || name === 'cause' || name === 'severity'))
    return 'current_episode';
  if (asks.some(filter => filter.name === 'has' && filter.thing === 'episode')) return 'current_episode';
  const isPushback = asks.some(
    filter => filter.name === 'class' || (filter.name === 'has' && filter.thing === 'pushback'),
  );
  return isPushback ? 'current_pushback' : 'turn';
};
