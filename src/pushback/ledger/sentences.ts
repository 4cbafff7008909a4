import { toWords } from '../words.ts';

/**
 * A sentence of a turn: `words` is its prose, with code and quotes blanked, `text` what was written there. Both are as
 * long as the stretch from `start` to `end` of the turn.
 */
export type Sentence = {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly text: string;
};

/** The sentences of the turn's beginning, where rules are stated; pasted logs, code and quotes hold none. */
export const toSentences = (text: string): Sentence[] => {
  const start = text.slice(0, mostChars);
  const words = toWords(start).text.replace(codeLine, blank).replace(quoted, blank);
  const found: Sentence[] = [];
  let from = 0;
  for (const to of breaksOf(words)) {
    const sentence = trimmed(start, words, from, to);
    if (sentence) found.push(sentence);
    from = to;
  }
  return found;
};

const mostChars = 6000;
/** Words in quotation marks are somebody's words or a label, no demand. */
const quoted = /"[^"\n]{1,200}"|“[^”\n]{1,200}”|„[^“”\n]{1,200}[“”]|«[^»\n]{1,200}»|「[^」\n]{1,200}」/g;
/** A comment or a line of a diff that was pasted without a fence. */
const codeLine = /^[ \t]*(?:\/\/|\/\*|[+-](?:\t| {2}|\/\/| \/\/))[^\n]*$/gm;
const blank = (text: string): string => ' '.repeat(text.length);

const breaksOf = (words: string): number[] => {
  const breaks: number[] = [];
  let line = 0;
  for (const { 0: mark, index } of words.matchAll(/[.!?;]+(?=\s|$)|[。！？；]+|\n/g)) {
    if (mark !== '\n') breaks.push(index + mark.length);
    else if (!isWrapped(words, line, index)) breaks.push(index);
    if (mark === '\n') line = index + 1;
  }
  return [...breaks, words.length];
};

/** Does the sentence run on? A long line that ends inside a sentence and goes on in small letters was wrapped. */
const isWrapped = (words: string, from: number, at: number): boolean =>
  at - from >= wrapAt &&
  /[\p{L}\p{N},]\s*$/u.test(words.slice(at - 3, at)) &&
  /^\p{Ll}/u.test(words.slice(at + 1, at + 3));
const wrapAt = 60;

const trimmed = (text: string, words: string, from: number, to: number): Sentence | null => {
  const bullet = /^(?:[\s\-*•>#(]|\d+[.)]\s)*/.exec(text.slice(from, to))?.[0].length ?? 0;
  const start = from + bullet;
  const end = start + text.slice(start, to).trimEnd().length;
  return words.slice(start, end).trim() === ''
    ? null
    : { start, end, words: words.slice(start, end), text: text.slice(start, end) };
};
