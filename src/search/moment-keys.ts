import type { DatabaseSync } from 'node:sqlite';
import type { MomentGroup, MomentGrouping, MomentOrder, RestGroup } from '../domain/moment.ts';
import type { Query } from '../domain/query.ts';
import { fieldsOf, isActField } from '../domain/query-filters.ts';
import { type Condition, on, slotBits } from './filter-sql.ts';
import { type Scope, type Sql, toSql } from './query-sql.ts';
import { wordsInActs } from './term-sql.ts';

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
  const { countFrom, values, key, acts } = toMomentSql(query, scope);
  const rows = database
    .prepare(
      `select moment.key, moment.strength, ${by === 'none' ? "''" : `moment.${by}`} as name
       from (select ${key} as key ${countFrom}) as hit
       cross join current_pushback as moment on moment.key = hit.key
       where ${acts.sql} order by ${orders[order]}`,
    )
    .all(...values, ...acts.values)
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

/** Files and commands are those of the act that was objected to: a moment itself is mostly the developer's, who has none. */
const toMomentSql = (query: Query, scope: Scope): Sql & { readonly acts: Condition } => {
  const onlyPushback = { name: 'has', thing: 'pushback', negated: false } as const;
  const fields = fieldsOf(query.filters);
  if (!fields.some(isActField))
    return { ...toSql({ ...query, filters: [...query.filters, onlyPushback] }, scope), acts: on('1') };
  const rest = query.filters.filter(filter => filter.name !== 'in' || !isActField(filter.field));
  const conditions = wordsInActs(query, fields);
  return {
    ...toSql({ ...query, wanted: [], not: [], filters: [...rest, onlyPushback] }, scope),
    acts: on(
      // The turn before has the next key; the developer who stops an act does so in the agent's own turn.
      `exists (select 1 from act where act.key in (hit.key, hit.key + 1)
        and ${conditions.map(({ sql }) => sql).join(' and ')})`,
      ...conditions.flatMap(({ values }) => values),
    ),
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
