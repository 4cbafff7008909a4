import type { DatabaseSync } from 'node:sqlite';
import Fuse from 'fuse.js';
import { foldWords } from '../domain/fold-words.ts';
import type { Instead, Query, Term } from '../domain/query.ts';
import { hasToken } from '../domain/query-terms.ts';

/** Words this short are too near to too many others. */
const shortest = 4;
/** So many letters may be missing or too many. */
const slack = 2;
/** The share of letters that may be wrong: one in four, two in seven. */
const threshold = 0.3;

/** What of the texts may be meant by a word that none of them holds: words in small letters without accents. */
export type Vocabulary = {
  readonly holds: (word: string, isPrefix: boolean) => boolean;
  /** Those that begin with a letter and are so long, the most frequent first. */
  readonly wordsLike: (first: string, shortest: number, longest: number) => readonly string[];
};

/**
 * The query with words that no text holds replaced by the likest that one does, the most frequent of equals; null when
 * there is none. The first letter is taken to be right: so only a part of the vocabulary is gone through.
 */
export const withClosestWords = (
  vocabulary: Vocabulary,
  query: Query,
): { readonly query: Query; readonly instead: readonly Instead[] } | null => {
  const instead: Instead[] = [];
  const mend = (term: Term): Term => {
    const meant = isWord(term) ? closestTo(vocabulary, term) : null;
    if (meant === null) return term;
    instead.push({ typed: term.text, meant });
    return { ...term, text: meant };
  };
  const wanted = query.wanted.map(terms => terms.map(mend));
  return instead.length > 0 ? { query: { ...query, wanted }, instead } : null;
};

const isWord = (term: Term): boolean =>
  !term.phrase && hasToken(term) && term.text.length >= shortest && /^[\p{L}\p{N}]+$/u.test(term.text);

const closestTo = (vocabulary: Vocabulary, { text, prefix }: Term): string | null => {
  const word = foldWords(text);
  if (vocabulary.holds(word, prefix)) return null;
  const words = vocabulary.wordsLike(word.charAt(0), word.length - slack, word.length + slack);
  // Equals keep their order, so the most frequent comes first.
  const [closest] = new Fuse(words, { threshold, shouldSort: true }).search(word, { limit: 1 });
  return closest?.item ?? null;
};

/** The words of the whole index. */
export const indexVocabulary = (database: DatabaseSync): Vocabulary => ({
  holds: (word, isPrefix) =>
    database
      .prepare(`select 1 from turn_word where term >= ? and term < ? limit 1`)
      .get(word, isPrefix ? `${word}\u{10ffff}` : `${word}\u0000`) !== undefined,
  wordsLike: (first, least, most) =>
    database
      .prepare(
        `select term from turn_word where term >= ? and term < ? and length(term) between ? and ? order by doc desc`,
      )
      .all(first, `${first}\u{10ffff}`, least, most)
      .map(({ term }) => String(term)),
});

/** Counted words: how often each is said. */
export const countedVocabulary = (counts: ReadonlyMap<string, number>): Vocabulary => ({
  holds: (word, isPrefix) =>
    isPrefix ? counts.keys().some(known => known.startsWith(word)) : counts.has(word),
  wordsLike: (first, least, most) =>
    [...counts]
      .filter(([word]) => word.startsWith(first) && word.length >= least && word.length <= most)
      .sort((a, b) => b[1] - a[1])
      .map(([word]) => word),
});
