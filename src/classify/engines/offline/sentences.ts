const mostChars = 8000;
const longestQuote = 240;

/** The sentence around a place of a text, cut to 240 characters, trimmed; always a stretch of the text itself. */
export const sentenceAt = (text: string, start: number, end: number): string => {
  const before = text.slice(Math.max(0, start - longestQuote), start);
  const after = text.slice(end, end + longestQuote);
  const from = start - (before.length - lastBreak(before));
  const to = end + firstBreak(after);
  const whole = text.slice(from, to).trim();
  if (whole.length <= longestQuote) return whole;
  return shortQuote(text.slice(Math.max(from, start - 60), to).trim());
};

/** The sentences of a text that are short enough to quote; fenced code is passed over. */
export const sentencesOf = (text: string): string[] =>
  text
    .slice(0, mostChars)
    .replace(/```[\s\S]*?(?:```|$)/g, '\n')
    .split(/(?<=[.!?])\s+|\n+/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence.length > 3 && sentence.length <= longestQuote);

/** The first line with words, cut to 240 characters; '' when there is none. */
export const firstLine = (text: string): string => {
  const line = text
    .slice(0, mostChars)
    .split('\n')
    .find(words => /[\p{L}\p{N}]/u.test(words));
  return shortQuote(line?.trim() ?? '');
};

/** Words that carry meaning, for telling whether two sentences speak of the same thing. */
export const contentWords = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}_./-]{4,}/gu) ?? [])
      .map(word => word.replace(/^[./-]+|[./-]+$/g, '').slice(0, 7))
      .filter(word => word.length >= 4 && !common.has(word)),
  );

const common = new Set(
  'that this with have from they will would should could there their then than when what which were been into just like only also dont doesnt your please make want need does about here some more still again told said asked'.split(
    ' ',
  ),
);

const lastBreak = (text: string): number => Math.max(0, ...[...text.matchAll(/[.!?]\s+|\n/g)].map(endOf));
const firstBreak = (text: string): number => {
  const at = text.search(/[.!?](?:\s|$)|\n/);
  if (at < 0) return text.length;
  return text[at] === '\n' ? at : at + 1;
};
const endOf = (match: RegExpExecArray): number => match.index + match[0].length;
/** A text cut to 240 characters at a word. */
export const shortQuote = (text: string): string =>
  text.length <= longestQuote ? text : text.slice(0, longestQuote).replace(/\s+\S*$/, '');
