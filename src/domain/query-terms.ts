import type { Term } from './query.ts';

/** Scripts that put no spaces between words: the word index takes a whole run for one token. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Is there a word in it that stands between blanks or signs? */
export const hasToken = ({ text }: Term): boolean => /[\p{L}\p{N}\p{Co}]/u.test(text) && !unspaced.test(text);

/** Terms that words between blanks cannot tell, or only in part (`user_id` is two of them): they stand anywhere. */
export const isInexact = (term: Term): boolean =>
  !hasToken(term) || (!term.phrase && /[^\p{L}\p{N}\p{M}\p{Co}'’-]/u.test(term.text));
