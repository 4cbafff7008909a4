import { type PushbackClass, pushbackClasses } from '../domain/pushback.ts';
import type { Speaker } from '../domain/turn.ts';

/** A word or phrase that a turn must hold. `prefix`: the last word typed also stands for longer words. */
export type Term = { readonly text: string; readonly phrase: boolean; readonly prefix: boolean };

export type Query = {
  readonly terms: readonly Term[];
  readonly not: readonly Term[];
  readonly filters: QueryFilters;
  /** What was not understood, with its UTF-16 offset; the rest still searches. */
  readonly problems: readonly { readonly at: number; readonly what: string }[];
};

export type QueryFilters = {
  readonly agent: string | null;
  readonly project: string | null;
  readonly speaker: Speaker | null;
  readonly class: PushbackClass | null;
  readonly pushback: boolean;
  /** Start of an ISO date; a session's start is compared. `before` is not included. */
  readonly after: string | null;
  readonly before: string | null;
};

type Draft = { -readonly [Name in keyof QueryFilters]: QueryFilters[Name] };

/** A minus before a sign is no “not”: `->` and `--force` are words. */
const token = /((?:-(?=[\p{L}\p{N}"]))?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S*))/gu;
/** `http://x`, `std::move` and `a:b:c` are words; `agnet:codex` is a filter that does not exist. */
const isCode = (value: string): boolean => /^[/:\\]|:/.test(value);

/** Far longer than anything typed; a pasted log would be thousands of words that must all match. */
const longestQuery = 1000;

/** Reads `words "a phrase" -not agent: project: in: class: has:pushback after: before:`; never throws. */
export const parseQuery = (whole: string): Query => {
  const text = whole.slice(0, longestQuery);
  const terms: Term[] = [];
  const not: Term[] = [];
  const problems: { at: number; what: string }[] = [];
  if (whole.length > longestQuery)
    problems.push({ at: longestQuery, what: `only the first ${longestQuery} characters are searched` });
  const filters: Draft = { ...noFilters };
  for (const { 0: piece, 1: minus, 2: name, 3: phrase, 4: word, index } of text.matchAll(token)) {
    if (piece === '') continue;
    const value = phrase ?? word ?? '';
    const isFilter = name !== undefined && (phrase !== undefined || !isCode(value));
    const bare = name && !isFilter ? `${name}:${value}` : value;
    const term = {
      text: trimWord(bare, phrase),
      phrase: phrase !== undefined,
      prefix: phrase === undefined || !piece.endsWith('"'),
    };
    const what = isFilter ? setFilter(filters, name, value.toLowerCase(), minus === '-') : null;
    if (what) problems.push({ at: index, what });
    if (!isFilter && term.text) (minus ? not : terms).push(term);
  }
  return {
    terms: terms.map((term, at) => ({ ...term, prefix: term.prefix && at === terms.length - 1 })),
    not: not.map(term => ({ ...term, prefix: false })),
    filters,
    problems,
  };
};

export const noFilters: QueryFilters = {
  agent: null,
  project: null,
  speaker: null,
  class: null,
  pushback: false,
  after: null,
  before: null,
};

/** Sets a filter; gives back what is wrong with it. */
const setFilter = (filters: Draft, name: string, value: string, negated: boolean): string | null => {
  if (!(name in setters)) return `there is no filter ${name}: (quotes search for it as words)`;
  if (negated) return `${name}: cannot be turned round with -`;
  return setters[name]?.(filters, value) ?? null;
};

const date = /^\d{4}(-\d\d(-\d\d)?)?$/;

const setters: Readonly<Record<string, (filters: Draft, value: string) => string | null>> = {
  agent: (filters, value) => {
    filters.agent = value || null;
    return value ? null : 'agent: wants a name';
  },
  project: (filters, value) => {
    filters.project = value || null;
    return value ? null : 'project: wants a name';
  },
  in: (filters, value) => {
    if (value !== 'developer' && value !== 'agent') return 'in: wants developer or agent';
    filters.speaker = value;
    return null;
  },
  class: (filters, value) => {
    const found = value && pushbackClasses.find(name => name.startsWith(value.replaceAll(/[ -]/g, '_')));
    if (!found) return `class: wants one of ${pushbackClasses.join(', ')}`;
    filters.class = found;
    return null;
  },
  has: (filters, value) => {
    if (value !== 'pushback') return 'has: wants pushback';
    filters.pushback = true;
    return null;
  },
  pushback: (filters, value) => {
    filters.pushback = true;
    return value === '' || value === 'yes' ? null : (setters.class?.(filters, value) ?? null);
  },
  after: (filters, value) => {
    if (!date.test(value)) return 'after: wants a date like 2026-11-24';
    filters.after = value;
    return null;
  },
  before: (filters, value) => {
    if (!date.test(value)) return 'before: wants a date like 2026-11-24';
    filters.before = value;
    return null;
  },
};

/** `why?` finds why: what ends a bare word is punctuation, unless the word is nothing else. */
const trimWord = (value: string, phrase: string | undefined): string => {
  const text = (phrase ?? value).replaceAll(/\p{Cc}+/gu, ' ').trim();
  return phrase === undefined ? text.replace(/(?<=[\p{L}\p{N}])[.,;:!?]+$/u, '') : text;
};
