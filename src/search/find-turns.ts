import type { DatabaseSync } from 'node:sqlite';
import type { Hit } from '../domain/hit.ts';
import { createFinder } from '../domain/match-words.ts';
import type { Pushback } from '../domain/pushback.ts';
import { type Query, termsOf } from '../domain/query.ts';
import { fieldsOf, isActField, type Thing } from '../domain/query-filters.ts';
import { slotBits, turnNumber } from './filter-sql.ts';
import { type Scope, type Sql, toNewestSql, toSql } from './query-sql.ts';
import { beginningOf, createSnipper } from './snippet.ts';

/** The keys of the first answers, newest first. `areCommon`: they stand among the newest turns. */
export type FirstKeys = { readonly keys: readonly number[]; readonly areCommon: boolean };

/** So many of the newest turns are read themselves before the word index is asked. */
const newestRead = 500;
const beforeLength = 200;

/** The turns that answer a query, those of the newest session first, and in a session in their order; at most `limit`. */
export const findFirstKeys = (
  database: DatabaseSync,
  query: Query,
  scope: Scope,
  limit: number,
): FirstKeys => {
  const newest = toNewestSql(query, scope, newestRead);
  const common = newest ? readKeys(database, newest, limit) : [];
  return common.length === limit
    ? { keys: common, areCommon: true }
    : { keys: readKeys(database, toSql(query, scope), limit), areCommon: false };
};

const readKeys = (database: DatabaseSync, { key, countFrom, values }: Sql, limit: number): number[] =>
  database
    .prepare(`select ${key} as key ${countFrom} order by ${key} desc limit ?`)
    .all(...values, limit)
    .map(({ key }) => Number(key));

/** Reads the turns with these keys as answers of a query. One that is gone since they were found is left out. */
export const createHitReader = (
  database: DatabaseSync,
  query: Query,
): ((keys: readonly number[]) => Hit[]) => {
  const inActs = fieldsOf(query.filters).some(isActField);
  const shown = inActs ? '(select paths || char(10) || commands from act where key = turn.key)' : 'turn.text';
  const one = database.prepare(
    `select turn.key, turn.speaker, turn.at, turn.signs, ${shown} as shown, session.id,
       (select pushback from current_pushback as it where it.key = turn.key) as pushback,
       (select labels from current_episode as it where it.key = turn.key) as labels,
       (select substr(text, 1, ${beforeLength}) from turn as it where it.key = turn.key + 1) as before
     from turn cross join session on session.slot = turn.key >> ${slotBits} where turn.key = ?`,
  );
  const snip = createSnipper(createFinder(termsOf(query), inActs ? 'anywhere' : 'words'));
  return keys => keys.flatMap(key => one.all(key).map(row => toHit(row, snip)));
};

const toHit = (row: Record<string, unknown>, snip: ReturnType<typeof createSnipper>): Hit => {
  const pushback: Pushback | null = typeof row.pushback === 'string' ? JSON.parse(row.pushback) : null;
  return {
    session: String(row.id),
    turn: turnNumber(Number(row.key)),
    speaker: row.speaker === 'agent' ? 'agent' : 'developer',
    at: typeof row.at === 'string' ? row.at : null,
    ...snip(String(row.shown)),
    before: typeof row.before === 'string' ? beginningOf(row.before) : null,
    score: pushback?.strength ?? 0,
    pushback,
    signs: wordsIn(row.signs) as Extract<Thing, 'refusal' | 'interruption'>[],
    labels: wordsIn(row.labels),
  };
};

const wordsIn = (text: unknown): string[] =>
  typeof text === 'string' ? text.split(' ').filter(Boolean) : [];
