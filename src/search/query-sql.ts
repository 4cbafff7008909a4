import type { Query, QueryFilters, Term } from './query.ts';

/** What of a library is searched: sessions under these roots that pass the filters of the command line. */
export type Scope = { readonly roots: readonly string[]; readonly filters: readonly QueryFilters[] };

/** The part of a statement behind `select`, without order and limit, and its values. */
export type Sql = {
  readonly from: string;
  /** The same rows for counting: without the turns themselves where no condition asks for them. */
  readonly countFrom: string;
  readonly values: readonly (string | number)[];
  readonly key: string;
};

/** Writes a query as SQL over session, turn and the word index. Everything that a person typed is a bound value. */
export const toSql = (query: Query, scope: Scope): Sql => {
  const match = toMatch(query);
  const conditions = [
    ...(match ? [on('turn_text match ?', match)] : []),
    ...query.terms.filter(isInexact).map(({ text }) => on(`turn.text like ? escape '\\'`, toLike(text))),
    ...query.not
      .filter(term => !match || isInexact(term))
      .map(({ text }) => on(`turn.text not like ? escape '\\'`, toLike(text))),
    ...[query.filters, ...scope.filters].flatMap(filterConditions),
    rootCondition(scope.roots),
  ];
  // `cross join` keeps the order: words first, then their turn, then its session, each by its row id.
  const key = match ? 'turn_text.rowid' : 'turn.key';
  const toFrom = (
    tables: string,
  ) => `from ${tables} cross join session on session.slot = ${key} >> ${slotBits}
    where ${conditions.map(({ sql }) => sql).join(' and ')}`;
  const from = toFrom(match ? 'turn_text cross join turn on turn.key = turn_text.rowid' : 'turn');
  const asksTurn = !match || conditions.some(({ sql }) => sql.includes('turn.'));
  return {
    from,
    countFrom: asksTurn ? from : toFrom('turn_text'),
    values: conditions.flatMap(({ values }) => values),
    key,
  };
};

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

type Condition = { readonly sql: string; readonly values: readonly (string | number)[] };
const on = (sql: string, ...values: (string | number)[]): Condition => ({ sql, values });

/** FTS5's own language, every term in quotes so that nothing in it is an operator; null when no term has a token. */
const toMatch = ({ terms, not }: Query): string | null => {
  const wanted = terms.filter(hasToken).map(quoted);
  if (wanted.length === 0) return null;
  const unwanted = not.filter(term => !isInexact(term)).map(quoted);
  const all = wanted.join(' AND ');
  return unwanted.length > 0 ? `(${all}) NOT (${unwanted.join(' OR ')})` : all;
};

/** A phrase stands in the text itself, a word also inside a longer name. */
const quoted = ({ text, phrase, prefix }: Term): string =>
  `${phrase ? 'text : ' : ''}"${text.replaceAll('"', '""')}"${prefix ? '*' : ''}`;

/** Scripts that put no spaces between words: unicode61 takes a whole run for one token. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const hasToken = ({ text }: Term): boolean => /[\p{L}\p{N}\p{Co}]/u.test(text) && !unspaced.test(text);

/** Terms that the word index cannot hold, or holds only in part (`user_id` is two of its words). */
const isInexact = (term: Term): boolean =>
  !hasToken(term) || (!term.phrase && /[^\p{L}\p{N}\p{M}\p{Co}'’-]/u.test(term.text));

const toLike = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

const filterConditions = (filters: QueryFilters): Condition[] => [
  ...(filters.agent ? [on('instr(session.agent, ?) > 0', filters.agent)] : []),
  ...(filters.project ? [on('instr(session.project, ?) > 0', filters.project)] : []),
  ...(filters.after ? [on("coalesce(session.started, '') >= ?", filters.after)] : []),
  ...(filters.before ? [on("coalesce(session.started, '~') < ?", filters.before)] : []),
  ...(filters.speaker ? [on('turn.speaker = ?', filters.speaker)] : []),
  ...(filters.pushback || filters.class ? [on('turn.pushback is not null')] : []),
  ...(filters.class ? [on('instr(turn.classes, ?) > 0', ` ${filters.class} `)] : []),
];
