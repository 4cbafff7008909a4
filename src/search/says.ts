import type { DatabaseSync } from 'node:sqlite';
import { createMatcher } from '../domain/match-words.ts';

/**
 * Gives statements `says(asked, text, parts)`: does a text answer the words of a query, which are handed over as JSON?
 * `parts` are the words inside its names, as they are kept beside it.
 */
export const addSays = (database: DatabaseSync): void => {
  let last: { readonly asked: string; readonly answers: ReturnType<typeof createMatcher> } | undefined;
  database.function('says', { deterministic: true }, (asked, text, inner) => {
    if (last?.asked !== asked) {
      const words = String(asked);
      last = { asked: words, answers: createMatcher(JSON.parse(words)) };
    }
    return last.answers([{ text: String(text), inner: String(inner) }]) ? 1 : 0;
  });
};
