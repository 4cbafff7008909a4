import { parseQuery } from '../domain/query.ts';
import { countedVocabulary, withClosestWords } from '../search/closest-words.ts';

/**
 * A query with the words that none of some texts says replaced by the likest that one does, as it might have been typed;
 * null when there is none. `counts`: how often each word is said, in small letters without accents.
 */
export const meantQuery = (query: string, counts: ReadonlyMap<string, number>): string | null => {
  const closest = withClosestWords(countedVocabulary(counts), parseQuery(query));
  return closest?.instead.reduce((text, { typed, meant }) => text.replace(typed, () => meant), query) ?? null;
};
