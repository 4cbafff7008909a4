import type { Hit } from '../domain/hit.ts';

export type Snippet = Pick<Hit, 'snippet' | 'matches'>;

const lead = 30;
const mostShown = 160;
const mostMatches = 20;

/** Most matches stand near the start: a long turn is looked through only when they do not. */
const firstLook = 2000;

/**
 * Makes snippets for the words of one query: one line of a text around its first match, without control characters,
 * and where the words stand in it.
 */
export const createSnipper = (words: readonly string[]): ((text: string) => Snippet) => {
  const finder = toFinder(words);
  if (!finder) return text => ({ snippet: cut(text, 0), matches: [] });
  const firstOf = (text: string): number => {
    const near = fold(text.slice(0, firstLook)).search(finder);
    return near !== -1 || text.length <= firstLook ? near : fold(text).search(finder);
  };
  return text => {
    const first = firstOf(text);
    const snippet = cut(text, first <= lead ? 0 : wholeCharacter(text, first - lead));
    const found = [...fold(snippet).matchAll(finder)].slice(0, mostMatches);
    const matches = found.map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
    return { snippet, matches };
  };
};

const cut = (text: string, from: number): string => {
  const shown = text.slice(from, wholeCharacter(text, from + mostShown)).trimEnd();
  return `${from > 0 ? '…' : ''}${shown.replace(controls, ' ')}`;
};

/** Controls, and the marks that turn the direction of what follows. Each stays one unit long. */
const controls = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Finds any of the words, at the start of a word where there is one; null when there is nothing to find. */
const toFinder = (words: readonly string[]): RegExp | null => {
  const patterns = words.filter(Boolean).map(word => {
    const parts = fold(word).split(/[^\p{L}\p{N}]+/u);
    // The word index knows no punctuation: "a phrase" also stands where a comma or a line end parts it.
    const spaced = parts.filter(Boolean).map(escaped).join('[^\\p{L}\\p{N}]{1,4}');
    return spaced && !/\S[^\p{L}\p{N}\s]|^[^\p{L}\p{N}]/u.test(word)
      ? `${boundary(spaced)}${spaced}`
      : escaped(fold(word));
  });
  return patterns.length > 0 ? new RegExp(patterns.join('|'), 'gu') : null;
};

/** Only spaced scripts have word starts. */
const boundary = (pattern: string): string => (/^[a-z0-9]/.test(pattern) ? '(?<![\\p{L}\\p{N}])' : '');

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Lower case without accents, as the word index compares, unit for unit so that offsets hold. */
const fold = (text: string): string => {
  const lower = text.toLowerCase();
  const safe =
    lower.length === text.length ? lower : text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase());
  return safe.replaceAll(/[\u00c0-\u024f\u1e00-\u1eff]/g, letter => letter.normalize('NFD').charAt(0));
};

/** Steps back by one unit rather than cut a surrogate pair. */
const wholeCharacter = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
};
