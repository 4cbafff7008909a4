import type { DatabaseSync } from 'node:sqlite';
import type { MomentGroup, MomentGrouping, MomentOrder, RestGroup } from '../domain/moment.ts';
import type { Query } from '../domain/query.ts';
import { slotBits } from './filter-sql.ts';
import { type Scope, toSql } from './query-sql.ts';

/** Which moments answer a query, as keys of their turns in the order of the list: eight bytes a moment. */
export type MomentKeys = { readonly keys: Float64Array; readonly groups: readonly MomentGroup[] };

type Arranged = { readonly order: MomentOrder; readonly by: MomentGrouping };

const orders: Readonly<Record<MomentOrder, string>> = {
  strongest: 'moment.strength desc, moment.key desc',
  newest: `moment.key >> ${slotBits} desc, moment.key`,
};

/** Finds and orders the moments; those of a group follow each other, the largest group first. */
export const findMomentKeys = (
  database: DatabaseSync,
  query: Query,
  scope: Scope,
  { order, by }: Arranged,
): MomentKeys => {
  const onlyPushback = { name: 'has', thing: 'pushback', negated: false } as const;
  const { countFrom, values, key } = toSql({ ...query, filters: [...query.filters, onlyPushback] }, scope);
  const rows = database
    .prepare(
      `select moment.key, moment.strength, ${by === 'none' ? "''" : `moment.${by}`} as name
       from (select ${key} as key ${countFrom}) as hit
       cross join current_pushback as moment on moment.key = hit.key order by ${orders[order]}`,
    )
    .all(...values)
    .map(({ key, strength, name }) => ({
      key: Number(key),
      strength: Number(strength),
      name: String(name),
    }));
  const groups = arrange(rows, by);
  return {
    keys: Float64Array.from(
      groups.flatMap(([, members]) => members),
      ({ key }) => key,
    ),
    groups: by === 'none' ? [] : groups.map(toGroup),
  };
};

type Row = { readonly key: number; readonly strength: number; readonly name: string };
type Group = readonly [name: string, members: readonly Row[]];

const toGroup = ([name, members]: Group): MomentGroup => ({
  name,
  count: members.length,
  strongest: members.reduce((most, { strength }) => Math.max(most, strength), 0),
});

/** The largest first; what is about a thing of its own comes after what recurs, and what names nothing last. */
const arrange = (rows: readonly Row[], by: MomentGrouping): readonly Group[] => {
  if (by === 'none') return [['', rows]];
  const sizes = new Map([...Map.groupBy(rows, ({ name }) => name)].map(([name, all]) => [name, all.length]));
  const placeOf = ({ name }: Row): string => {
    if (by === 'class') return name;
    if (name === '') return unnamed;
    return sizes.get(name) === 1 ? once : name;
  };
  const rank = (name: string): number => (name === unnamed ? 2 : name === once ? 1 : 0);
  return [...Map.groupBy(rows, placeOf)].sort(
    (a, b) => rank(a[0]) - rank(b[0]) || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1),
  );
};

const once: RestGroup = 'once';
const unnamed: RestGroup = 'unnamed';
