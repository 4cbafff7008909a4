import type { Hit } from '../domain/hit.ts';
import { isAlphanumeric, isInnerStart } from './inner-words.ts';

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
    const [near] = matchesOf(text.slice(0, firstLook), finder, 1);
    const [first] = near || text.length <= firstLook ? [near] : matchesOf(text, finder, 1);
    return first?.start ?? -1;
  };
  return text => {
    const first = firstOf(text);
    const snippet = cut(text, first <= lead ? 0 : wholeCharacter(text, first - lead));
    return { snippet, matches: matchesOf(snippet, finder, mostMatches) };
  };
};

/** Where the words stand: at the start of a word, or of a word inside a name; signs and unspaced scripts anywhere. */
const matchesOf = (text: string, finder: RegExp, most: number): Snippet['matches'] => {
  const folded = fold(text);
  const matches: { start: number; end: number }[] = [];
  finder.lastIndex = 0;
  for (let found = finder.exec(folded); found && matches.length < most; found = finder.exec(folded)) {
    const { index, 0: whole, 1: word } = found;
    if (word !== undefined && isInside(folded, index) && !isInnerStart(text, index)) continue;
    matches.push({ start: index, end: index + whole.length });
  }
  return matches;
};

/** Is the letter before a part of the same word? Only spaced scripts have word starts. */
const isInside = (folded: string, at: number): boolean => {
  if (at === 0 || !isAlphanumeric(folded.charCodeAt(at))) return false;
  const before = folded.charCodeAt(at - 1);
  return before < 128 ? isAlphanumeric(before) : /[\p{L}\p{N}]$/u.test(folded.slice(Math.max(0, at - 2), at));
};

const cut = (text: string, from: number): string => {
  const shown = text.slice(from, wholeCharacter(text, from + mostShown)).trimEnd();
  return `${from > 0 ? '…' : ''}${shown.replace(controls, ' ')}`;
};

/** Controls, and marks that have no width or turn the direction of what follows. Each stays one unit long. */
const controls = /[\s\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Finds any of the words; those that have to begin where a word does are caught in group 1. Null: nothing to find. */
const toFinder = (words: readonly string[]): RegExp | null => {
  const begun: string[] = [];
  const anywhere: string[] = [];
  for (const word of words.filter(Boolean)) {
    const parts = fold(word).split(/[^\p{L}\p{N}]+/u);
    // The word index knows no punctuation: "a phrase" also stands where a comma or a line end parts it.
    const spaced = parts.filter(Boolean).map(escaped).join('[^\\p{L}\\p{N}]{1,4}');
    if (spaced && !/\S[^\p{L}\p{N}\s]|^[^\p{L}\p{N}]/u.test(word)) begun.push(spaced);
    else anywhere.push(escaped(fold(word)));
  }
  const patterns = [...(begun.length > 0 ? [`(${begun.join('|')})`] : []), ...anywhere];
  return patterns.length > 0 ? new RegExp(patterns.join('|'), 'gu') : null;
};

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
