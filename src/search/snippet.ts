const before = 30;
const length = 160;

export type Snippet = {
  readonly text: string;
  readonly matches: readonly { readonly start: number; readonly end: number }[];
};

/** One line of `text` around its first match, and where the words stand in it (UTF-16 offsets). */
export const toSnippet = (text: string, words: readonly string[]): Snippet => {
  const lower = text.toLowerCase();
  const first = Math.max(
    0,
    Math.min(...words.map(word => lower.indexOf(word)).filter(at => at >= 0), text.length) - before,
  );
  const from = words.length === 0 ? 0 : first >= text.length - before ? 0 : first;
  const line =
    (from > 0 ? '…' : '') +
    text
      .slice(from, from + length)
      .replace(/[\s\u0000-\u001f\u007f-\u009f]/g, ' ')
      .trimEnd();
  const seen = line.toLowerCase();
  const matches = words.flatMap(word => {
    const at = seen.indexOf(word);
    return at === -1 ? [] : [{ start: at, end: at + word.length }];
  });
  return { text: line, matches: matches.sort((a, b) => a.start - b.start) };
};
