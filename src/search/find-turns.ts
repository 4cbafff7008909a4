import type { DatabaseSync } from 'node:sqlite';
import type { Hit } from '../domain/hit.ts';
import { createFinder } from '../domain/match-words.ts';
import type { Pushback, PushbackClass } from '../domain/pushback.ts';
import { type Query, termsOf } from '../domain/query.ts';
import { fieldsOf, isActField } from '../domain/query-filters.ts';
import { turnNumber } from './filter-sql.ts';
import { type Scope, type Sql, toSql } from './query-sql.ts';
import { beginningOf, createSnipper, type Snippet } from './snippet.ts';

/** `total` is exact up to 10,000; counting on would cost more than the search. */
export type Found = { readonly hits: readonly Hit[]; readonly total: number };
/** How many of the newest 10,000 answers stand in which session, and are pushback of which class. */
export type Facets = {
  readonly sessions: ReadonlyMap<string, number>;
  readonly classes: ReadonlyMap<PushbackClass, number>;
};

const mostCounted = 10_000;
const beforeLength = 200;

/** The turns that answer a query, those of the newest session first, and in a session in their order. */
export const findTurns = (database: DatabaseSync, query: Query, scope: Scope, limit: number): Found => {
  const sql = toSql(query, scope);
  const inActs = fieldsOf(query.filters).some(isActField);
  const shown = inActs ? 'act.paths || char(10) || act.commands' : 'turn.text';
  const rows = database
    .prepare(
      `select ${sql.key} as key, turn.speaker, turn.at, ${shown} as shown, session.id,
         (select pushback from current_pushback as it where it.key = ${sql.key}) as pushback,
         (select substr(text, 1, ${beforeLength}) from turn as it where it.key = ${sql.key} + 1) as before
       ${sql.from} order by ${sql.key} desc limit ?`,
    )
    .all(...sql.values, limit);
  const total = rows.length < limit ? rows.length : count(database, sql);
  const snip = createSnipper(createFinder(termsOf(query), inActs ? 'anywhere' : 'words'));
  return { hits: rows.map(row => toHit(row, snip)), total };
};

export const findFacets = (database: DatabaseSync, query: Query, scope: Scope): Facets => {
  const { key, countFrom, values } = toSql(query, scope);
  const newest = `select ${key} as key, session.id as session ${countFrom} order by ${key} desc limit ${mostCounted}`;
  const sessions = database
    .prepare(`select session, count(*) as n from (${newest}) group by session`)
    .all(...values);
  const classes = database
    .prepare(
      `select it.class, count(*) as n from (${newest}) as hit
       cross join current_pushback as it on it.key = hit.key group by it.class`,
    )
    .all(...values);
  return {
    sessions: new Map(sessions.map(({ session, n }) => [String(session), Number(n)])),
    classes: new Map(classes.map(row => [row.class as PushbackClass, Number(row.n)])),
  };
};

const count = (database: DatabaseSync, { countFrom, values }: Sql): number =>
  Number(
    database.prepare(`select count(*) as n from (select 1 ${countFrom} limit ${mostCounted})`).get(...values)
      ?.n,
  );

const toHit = (row: Record<string, unknown>, snip: (text: string) => Snippet): Hit => {
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
  };
};
