import type { DatabaseSync } from 'node:sqlite';
import type { Hit } from '../domain/hit.ts';
import type { Pushback } from '../domain/pushback.ts';
import type { Query } from './query.ts';
import { type Scope, toSql, turnNumber } from './query-sql.ts';
import { createSnipper, type Snippet } from './snippet.ts';

/** `total` is exact up to 10,000; counting on would cost more than the search. */
export type Found = { readonly hits: readonly Hit[]; readonly total: number };

const mostCounted = 10_000;

/** The turns that answer a query, those of the newest session first, and in a session in their order. */
export const findTurns = (database: DatabaseSync, query: Query, scope: Scope, limit: number): Found => {
  const { from, countFrom, values, key } = toSql(query, scope);
  const rows = database
    .prepare(
      `select ${key} as key, turn.speaker, turn.at, turn.text, turn.pushback, session.id ${from} order by ${key} desc limit ?`,
    )
    .all(...values, limit);
  const total = rows.length < limit ? rows.length : count(database, countFrom, values);
  const snip = createSnipper(query.terms.map(({ text }) => text));
  return { hits: rows.map(row => toHit(row, snip)), total };
};

const count = (database: DatabaseSync, from: string, values: readonly (string | number)[]): number =>
  Number(
    database.prepare(`select count(*) as n from (select 1 ${from} limit ${mostCounted})`).get(...values)?.n,
  );

const toHit = (row: Record<string, unknown>, snip: (text: string) => Snippet): Hit => {
  const pushback: Pushback | null = typeof row.pushback === 'string' ? JSON.parse(row.pushback) : null;
  return {
    session: String(row.id),
    turn: turnNumber(Number(row.key)),
    speaker: row.speaker === 'agent' ? 'agent' : 'developer',
    at: typeof row.at === 'string' ? row.at : null,
    ...snip(String(row.text)),
    score: pushback?.strength ?? 0,
    pushback,
  };
};
