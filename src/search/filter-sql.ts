import { alternatives, type Filter, isText } from '../domain/query-filters.ts';

/** A part of a `where`, and its values. */
export type Condition = { readonly sql: string; readonly values: readonly (string | number)[] };
export const on = (sql: string, ...values: (string | number)[]): Condition => ({ sql, values });

/** A turn's key is its session's slot (by time) above, its number counted down below: keys downwards are newest first. */
export const slotBits = 21;
export const turnKey = (slot: number, number: number): number => (slot + 1) * 2 ** slotBits - 1 - number;
export const turnNumber = (key: number): number => 2 ** slotBits - 1 - (key % 2 ** slotBits);

/** Does a path lie under a root, or is it one? `0` follows `/` in ASCII, `]` follows `\`. */
export const rootCondition = (roots: readonly string[]): Condition => {
  const one = `(session.path = ? or (session.path > ? and session.path < ?) or (session.path > ? and session.path < ?))`;
  if (roots.length === 0) return { sql: '0', values: [] };
  return {
    sql: `(${roots.map(() => one).join(' or ')})`,
    values: roots
      .map(root => root.replace(/(?<=.)[/\\]+$/, ''))
      .flatMap(root =>
        root === '/' ? ['/', '/', '0', '/', '0'] : [root, `${root}/`, `${root}0`, `${root}\\`, `${root}]`],
      ),
  };
};

/** All groups of alternatives hold together, and nothing of what is turned round. */
export const filterConditions = (filters: readonly Filter[], key: string): Condition[] => [
  ...alternatives(filters).map(group => anyOf(group.map(filter => toCondition(filter, key)))),
  ...filters.filter(({ negated }) => negated).map(filter => notSo(toCondition(filter, key))),
];

const anyOf = (conditions: readonly Condition[]): Condition => ({
  sql: `(${conditions.map(({ sql }) => sql).join(' or ')})`,
  values: conditions.flatMap(({ values }) => values),
});
const notSo = ({ sql, values }: Condition): Condition => ({ sql: `not ${sql}`, values });

const toCondition = (filter: Filter, key: string): Condition => {
  if (isText(filter)) return on(`instr(${columns[filter.name]}, ?) > 0`, filter.text);
  switch (filter.name) {
    case 'in':
      // Acts are told by their own table, and output by the logs.
      return filter.field === 'developer' || filter.field === 'agent'
        ? on('(turn.speaker = ?)', filter.field)
        : on('1');
    case 'class':
      return exists('pushback', key, 'instr(it.classes, ?) > 0', ` ${filter.class} `);
    case 'strength':
      return exists('pushback', key, `it.strength ${filter.sign} ?`, filter.than);
    case 'after':
      return on("coalesce(session.started, '') >= ?", filter.date);
    case 'before':
      return on("coalesce(session.started, '~') < ?", filter.date);
    case 'has':
      return filter.thing === 'pushback' || filter.thing === 'episode'
        ? exists(filter.thing, key, '1')
        : // The first half is what the index of such turns is made of.
          on("(turn.signs <> '' and instr(turn.signs, ?) > 0)", filter.thing);
    default:
      return exists('episode', key, 'instr(it.labels, ?) > 0', ` ${filter.code} `);
  }
};

/** In small letters, as a query is read. */
const columns = {
  agent: 'session.agent',
  project: 'session.project',
  branch: 'session.branch',
  model: 'session.model',
  session: 'lower(session.id)',
} as const;

const exists = (
  what: 'pushback' | 'episode',
  key: string,
  sql: string,
  ...values: (string | number)[]
): Condition =>
  on(`exists (select 1 from current_${what} as it where it.key = ${key} and ${sql})`, ...values);
