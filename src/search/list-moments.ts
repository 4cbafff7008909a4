import type { DatabaseSync } from 'node:sqlite';
import type { MomentGrouping, MomentList, MomentOrder } from '../domain/moment.ts';
import type { Instead, Query } from '../domain/query.ts';
import { indexVocabulary, withClosestWords } from './closest-words.ts';
import { findMomentKeys, type MomentKeys } from './moment-keys.ts';
import type { Scope } from './query-sql.ts';
import { readMoments } from './read-moments.ts';

/** Which of the moments are read, from which place on, and how much of what was said in them. */
export type MomentPage = {
  readonly order: MomentOrder;
  readonly by: MomentGrouping;
  readonly from: number;
  readonly limit: number;
  readonly chars: number;
};
export type Moments = MomentList & { readonly instead: readonly Instead[] };

type Found = { readonly list: MomentKeys; readonly instead: readonly Instead[] };
type Asked = {
  readonly query: Query;
  readonly scope: Scope;
  readonly page: MomentPage;
  /** Another one whenever what is pushback has changed. */
  readonly stamp: object;
};

/** The order of the last list: its next page is only read. */
export type KeptOrder = (asked: Asked, find: () => Found) => Found;

export const keepOrder = (): KeptOrder => {
  let kept: { readonly stamp: object; readonly question: string; readonly found: Found } | undefined;
  return ({ query, scope, page: { order, by }, stamp }, find) => {
    const question = JSON.stringify([query, scope, order, by]);
    if (kept?.stamp !== stamp || kept.question !== question) kept = { stamp, question, found: find() };
    return kept.found;
  };
};

/** The moments that answer a query; where none does, words that no text holds are taken for the likest that one does. */
export const listMoments = (database: DatabaseSync, order: KeptOrder, asked: Asked): Moments => {
  const { list, instead } = order(asked, () => findOrder(database, asked));
  const { from, limit, chars } = asked.page;
  return {
    groups: list.groups,
    total: list.keys.length,
    from,
    moments: readMoments(database, list.keys.subarray(from, from + limit), chars),
    instead,
  };
};

const findOrder = (database: DatabaseSync, { query, scope, page }: Asked): Found => {
  const list = findMomentKeys(database, query, scope, page);
  const closest = list.keys.length === 0 ? withClosestWords(indexVocabulary(database), query) : null;
  return closest
    ? { list: findMomentKeys(database, closest.query, scope, page), instead: closest.instead }
    : { list, instead: [] };
};
