import type { Hit } from '../domain/hit.ts';
import type { Finder, Range } from '../domain/match-words.ts';

export type Snippet = Pick<Hit, 'snippet' | 'matches'>;

const lead = 30;
const mostShown = 160;
const mostMatches = 20;

/** Most matches stand near the start: a long turn is looked through only when they do not. */
const firstLook = 2000;

/**
 * Makes a snippet of a text: one line around the place that says most of the words that are found, without control
 * characters, and where they stand in it.
 */
export const createSnipper =
  (find: Finder) =>
  (text: string): Snippet => {
    const near = find(text.slice(0, firstLook), mostMatches);
    const ranges = near.length > 0 || text.length <= firstLook ? near : find(text, mostMatches);
    const first = placeOfMost(text, ranges);
    const snippet = cut(text, first <= lead ? 0 : wholeCharacter(text, first - lead));
    return { snippet, matches: find(snippet, mostMatches).slice(0, mostMatches) };
  };

/** The beginning of a text on one line. */
export const beginningOf = (text: string): string => cut(text, 0);

/** Where the first of the most different words stands that fit into one snippet. */
const placeOfMost = (text: string, ranges: readonly Range[]): number => {
  const said = ranges.map(({ start, end }) => text.slice(start, end).toLowerCase());
  const countFrom = (at: number): number => {
    const reach = (ranges[at]?.start ?? 0) + mostShown - lead;
    const past = ranges.findIndex(({ end }) => end > reach);
    return new Set(said.slice(at, past < 0 ? undefined : past)).size;
  };
  const counts = ranges.map((_, at) => countFrom(at));
  return ranges[counts.indexOf(Math.max(...counts))]?.start ?? 0;
};

const cut = (text: string, from: number): string => {
  const shown = text.slice(from, wholeCharacter(text, from + mostShown)).trimEnd();
  return `${from > 0 ? '…' : ''}${shown.replace(controls, ' ')}`;
};

/** Controls, and marks that have no width or turn the direction of what follows. Each stays one unit long. */
const controls = /[\s\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Steps back by one unit rather than cut a surrogate pair. */
const wholeCharacter = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
};
