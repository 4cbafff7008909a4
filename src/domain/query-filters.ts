import { type PushbackClass, pushbackClasses } from './pushback.ts';
import { axisLabels } from './taxonomy.ts';

/** Where words are looked for. `output` is in no index: the logs themselves are scanned for it. */
export const fields = ['developer', 'agent', 'command', 'path', 'output'] as const;
export type Field = (typeof fields)[number];
/** What tools were about: it is kept apart from what was said. */
export const isActField = (field: Field): boolean => field === 'path' || field === 'command';
export const things = ['pushback', 'episode', 'refusal', 'interruption'] as const;
export type Thing = (typeof things)[number];

/** A condition that a query names. Dates are beginnings of ISO dates; a session's start is compared. */
export type Filter = { readonly negated: boolean } & (
  | { readonly name: 'agent' | 'project' | 'branch' | 'model' | 'session'; readonly text: string }
  | { readonly name: 'in'; readonly field: Field }
  | { readonly name: 'class'; readonly class: PushbackClass }
  | { readonly name: 'has'; readonly thing: Thing }
  | { readonly name: 'after' | 'before'; readonly date: string }
  /** A label of the taxonomy. */
  | { readonly name: Axis; readonly code: string }
  | { readonly name: 'strength'; readonly sign: Sign; readonly than: number }
);
export type Axis = 'symptom' | 'cause' | 'severity';
export type Sign = '>' | '>=' | '<' | '<=';

/** Filters that hold a name's piece against the session's own. */
type TextFilter = Extract<Filter, { readonly text: string }>;
export const isText = (filter: Filter): filter is TextFilter => 'text' in filter;

/** Where the words of a query are looked for; none: in all that was said. */
export const fieldsOf = (filters: readonly Filter[]): Field[] =>
  filters.flatMap(filter => (filter.name === 'in' && !filter.negated ? [filter.field] : []));

/**
 * The filters that are not turned round, in groups of which one each holds: those that name things (agents, classes,
 * labels) are alternatives within one name, any other stands alone.
 */
export const alternatives = (filters: readonly Filter[]): (readonly Filter[])[] => {
  const wanted = filters.filter(({ negated }) => !negated);
  return [
    ...Map.groupBy(wanted.filter(isNaming), ({ name }) => name).values(),
    ...wanted.filter(filter => !isNaming(filter)).map(filter => [filter]),
  ];
};

const isNaming = ({ name }: Filter): boolean =>
  name !== 'has' && name !== 'after' && name !== 'before' && name !== 'strength';

type Read = Filter | { readonly what: string };

/** Reads `name:value` (or `strength>0.7`), or says what is wrong with it. */
export const parseFilter = (name: string, sign: string, value: string, negated: boolean): Read => {
  if (sign !== ':') return name === 'strength' ? toStrength(sign, value, negated) : unknown(`${name}${sign}`);
  const read = readers.get(name);
  return read ? read(value.toLowerCase(), negated) : unknown(`${name}:`);
};

const unknown = (name: string): Read => ({
  what: `there is no filter ${name} (quotes search for it as words)`,
});

const toName =
  (name: 'agent' | 'project' | 'branch' | 'model' | 'session') =>
  (text: string, negated: boolean): Read =>
    text ? { name, text, negated } : { what: `${name}: wants a name` };

const toDate =
  (name: 'after' | 'before') =>
  (date: string, negated: boolean): Read => {
    if (negated) return { what: `${name}: cannot be turned round with -` };
    return /^\d{4}(-\d\d(-\d\d)?)?$/.test(date)
      ? { name, date, negated }
      : { what: `${name}: wants a date like 2026-11-24` };
  };

const toClass = (value: string, negated: boolean): Read => {
  const found = value && pushbackClasses.find(name => name.startsWith(value.replaceAll(/[ -]/g, '_')));
  return found
    ? { name: 'class', class: found, negated }
    : { what: `class: wants one of ${pushbackClasses.join(', ')}` };
};

const toLabel =
  (name: Axis) =>
  (value: string, negated: boolean): Read => {
    const words = value.replaceAll(/[_-]/g, ' ');
    const labels = axisLabels[name];
    const found =
      labels.find(({ code }) => code.toLowerCase() === value) ??
      (words && labels.find(label => label.name.toLowerCase().includes(words)));
    return found
      ? { name, code: found.code, negated }
      : {
          what: `${name}: wants one of ${labels.map(label => `${label.code} (${label.name.toLowerCase()})`).join(', ')}`,
        };
  };

const toHas = (value: string, negated: boolean): Read => {
  const thing = things.find(name => name === value);
  return thing ? { name: 'has', thing, negated } : { what: `has: wants ${things.join(', ')}` };
};

const toField = (value: string, negated: boolean): Read => {
  const field = fields.find(name => name === value);
  if (!field) return { what: `in: wants ${fields.join(', ')}` };
  const turns = field === 'developer' || field === 'agent';
  return negated && !turns
    ? { what: `in:${field} cannot be turned round with -` }
    : { name: 'in', field, negated };
};

const signs: readonly Sign[] = ['>', '>=', '<', '<='];
const toStrength = (text: string, value: string, negated: boolean): Read => {
  const sign = signs.find(one => one === text);
  const number = /^(\d*\.?\d+)(%?)$/.exec(value);
  const than = Number(number?.[1]) / (number?.[2] ? 100 : 1);
  return sign && number && than <= 1
    ? { name: 'strength', sign, than, negated }
    : { what: 'strength wants a share, like strength>0.7' };
};

const readers: ReadonlyMap<string, (value: string, negated: boolean) => Read> = new Map([
  ...(['agent', 'project', 'branch', 'model', 'session'] as const).map(name => [name, toName(name)] as const),
  ...(['after', 'before'] as const).map(name => [name, toDate(name)] as const),
  ...(['symptom', 'cause', 'severity'] as const).map(name => [name, toLabel(name)] as const),
  ['class', toClass] as const,
  ['has', toHas] as const,
  ['in', toField] as const,
  [
    'pushback',
    (value: string, negated: boolean) =>
      value === '' || value === 'yes' ? toHas('pushback', negated) : toClass(value, negated),
  ] as const,
  ['strength', () => ({ what: 'strength wants a share, like strength>0.7' })] as const,
]);
