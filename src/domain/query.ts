import { type Field, type Filter, fieldsOf, parseFilter } from './query-filters.ts';

/** A word or phrase that a turn must hold. `prefix`: the last word typed also stands for longer words. */
export type Term = { readonly text: string; readonly phrase: boolean; readonly prefix: boolean };

export type Query = {
  /** A turn holds a term of each; `tax or levy` is one of two terms. */
  readonly wanted: readonly (readonly Term[])[];
  readonly not: readonly Term[];
  /** Filters of one name that name things are told apart by "or", those of different names all hold. */
  readonly filters: readonly Filter[];
  /** What was not understood, with its UTF-16 offset; the rest still searches. */
  readonly problems: readonly { readonly at: number; readonly what: string }[];
};

/** A minus before a sign is no “not”: `->` and `--force` are words. */
const token = /((?:-(?=[\p{L}\p{N}"]))?)(?:([a-z]+)(:|[<>]=?))?(?:"([^"]*)"?|(\S*))/gu;
/** `http://x`, `std::move`, `a:b:c` and `i<n` are words; `agnet:codex` is a filter that does not exist. */
const isCode = (name: string, sign: string, value: string): boolean =>
  sign === ':' ? name !== 'session' && /^[/:\\]|:/.test(value) : name !== 'strength';

/** Far longer than anything typed; a pasted log would be thousands of words that must all match. */
const longestQuery = 1000;
/**
 * Reads words, `"a phrase"`, `-not`, `this or that` and the filters of `parseFilter`; never throws. A query may be filters
 * alone.
 */
export const parseQuery = (whole: string): Query => {
  const text = whole.slice(0, longestQuery);
  const wanted: Term[][] = [];
  const not: Term[] = [];
  const filters: Filter[] = [];
  const problems: { at: number; what: string }[] = [];
  if (whole.length > longestQuery)
    problems.push({ at: longestQuery, what: `only the first ${longestQuery} characters are searched` });
  let joins = false;
  for (const { 0: piece, 1: minus, 2: name, 3: sign, 4: phrase, 5: word, index } of text.matchAll(token)) {
    if (piece === '') continue;
    const value = phrase ?? word ?? '';
    if (name !== undefined && sign !== undefined && (phrase !== undefined || !isCode(name, sign, value))) {
      const read = parseFilter(name, sign, value, minus === '-');
      if ('what' in read) problems.push({ at: index, what: read.what });
      else filters.push(read);
      continue;
    }
    if (/^or$/i.test(piece) && wanted.length > 0) {
      joins = true;
      continue;
    }
    const term = toTerm(`${name ?? ''}${sign ?? ''}${value}`, phrase !== undefined, piece);
    if (!term.text) continue;
    if (minus) not.push({ ...term, prefix: false });
    else if (joins) wanted.at(-1)?.push(term);
    else wanted.push([term]);
    joins = false;
  }
  const where = fieldsOf(filters);
  if (where.some(isSaid) && !where.every(isSaid))
    problems.push({ at: 0, what: 'in: takes developer and agent, or path and command, or output alone' });
  return { wanted: typing(wanted), not, filters, problems };
};

/** A word of a query that no text holds, and the word of the texts that is most like it. */
export type Instead = { readonly typed: string; readonly meant: string };

/** The words and phrases that a turn is asked for, whichever way they are joined; those meant in place of those typed. */
export const termsOf = (
  { wanted }: Pick<Query, 'wanted'>,
  instead: readonly Instead[] = [],
): readonly Term[] => {
  const meant = new Map(instead.map(one => [one.typed, one.meant]));
  return wanted.flat().map(term => ({ ...term, text: meant.get(term.text) ?? term.text }));
};

const isSaid = (field: Field): boolean => field === 'developer' || field === 'agent';

/** What is wrong in a query, each with its place; empty for nothing. */
export const problemWords = (problems: Query['problems']): string =>
  problems.map(({ at, what }) => `column ${at + 1}: ${what}`).join('; ');

/** Only the last word is still being typed. */
const typing = (wanted: readonly (readonly Term[])[]): Term[][] =>
  wanted.map((terms, group) =>
    terms.map((term, at) => ({
      ...term,
      prefix: term.prefix && group === wanted.length - 1 && at === terms.length - 1,
    })),
  );

const toTerm = (value: string, phrase: boolean, piece: string): Term => ({
  text: trimWord(value, phrase),
  phrase,
  prefix: !phrase || !piece.endsWith('"'),
});

/** `why?` finds why: what ends a bare word is punctuation, unless the word is nothing else. */
const trimWord = (value: string, phrase: boolean): string => {
  const text = value.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return phrase ? text : text.replace(/(?<=[\p{L}\p{N}])[.,;:!?]+$/u, '');
};
