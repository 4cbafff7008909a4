import type { DatabaseSync } from 'node:sqlite';
import Fuse from 'fuse.js';
import type { Query, Term } from '../domain/query.ts';
import { hasToken } from '../domain/query-terms.ts';

/** A word of the query that no text holds, and the word of the texts that is most like it. */
export type Instead = { readonly typed: string; readonly meant: string };

/** Words this short are too near to too many others. */
const shortest = 4;
/** So many letters may be missing or too many. */
const slack = 2;
/** The share of letters that may be wrong: one in four, two in seven. */
const threshold = 0.3;

/**
 * The query with words that no text holds replaced by the likest that one does, the most frequent of equals; null when
 * there is none. The first letter is taken to be right: so only a part of the vocabulary is gone through.
 */
export const withClosestWords = (
  database: DatabaseSync,
  query: Query,
): { readonly query: Query; readonly instead: readonly Instead[] } | null => {
  const instead: Instead[] = [];
  const mend = (term: Term): Term => {
    const meant = isWord(term) ? closestTo(database, term) : null;
    if (meant === null) return term;
    instead.push({ typed: term.text, meant });
    return { ...term, text: meant };
  };
  const wanted = query.wanted.map(terms => terms.map(mend));
  return instead.length > 0 ? { query: { ...query, wanted }, instead } : null;
};

const isWord = (term: Term): boolean =>
  !term.phrase && hasToken(term) && term.text.length >= shortest && /^[\p{L}\p{N}]+$/u.test(term.text);

const closestTo = (database: DatabaseSync, { text, prefix }: Term): string | null => {
  const word = fold(text);
  const known = database
    .prepare(`select 1 from turn_word where term >= ? and term < ? limit 1`)
    .get(word, prefix ? `${word}\u{10ffff}` : `${word}\u0000`);
  if (known) return null;
  const words = database
    .prepare(
      `select term, doc from turn_word where term >= ? and term < ? and length(term) between ? and ? order by doc desc`,
    )
    .all(word.charAt(0), `${word.charAt(0)}\u{10ffff}`, word.length - slack, word.length + slack)
    .map(({ term }) => String(term));
  // Equals keep their order, so the most frequent comes first.
  const [closest] = new Fuse(words, { threshold, shouldSort: true }).search(word, { limit: 1 });
  return closest?.item ?? null;
};

/** As the index folds words: small letters without accents. */
const fold = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
