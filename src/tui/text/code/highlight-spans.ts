import type { StyleName } from '../../theme.ts';
import { type Span, toSpans } from '../span.ts';

/** A part of a code, by UTF-16 offsets, and how it looks. */
export type Token = { readonly start: number; readonly end: number; readonly look: StyleName };

/** The tokens of a code that look other than plain, in order, without overlap; none where the language is unknown. */
export type Highlight = (code: string, language: string) => readonly Token[];

/** Where one line of a code stands: in the code that was highlighted, and in the source that holds it. */
export type CodeLine = { readonly start: number; readonly end: number; readonly from: number };

/** Lines of a code as spans of `source`, each with the tokens on it. `lines` must be in order. */
export const highlightLines = (
  source: string,
  lines: readonly CodeLine[],
  tokens: readonly Token[],
): Span[][] => {
  let next = 0;
  return lines.map(({ start, end, from }) => {
    const spans: Span[] = [];
    let at = start;
    const place = (a: number, b: number) => ({ from: from + a - start, to: from + b - start });
    while (next < tokens.length && (tokens[next]?.end ?? 0) <= start) next += 1;
    for (let index = next; index < tokens.length; index += 1) {
      const token = tokens[index];
      if (!token || token.start >= end) break;
      const [left, right] = [Math.max(token.start, at), Math.min(token.end, end)];
      spans.push(...toSpans(source, place(at, left)));
      spans.push(...toSpans(source, place(left, right), [token.look]));
      at = right;
    }
    spans.push(...toSpans(source, place(at, end)));
    return spans;
  });
};

/** The lines of a text that stands at `from` of its source. */
export const linesOf = (text: string, from = 0): CodeLine[] => {
  const lines: CodeLine[] = [];
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    lines.push({ start, end, from: from + start });
    start = end + 1;
  }
  return lines;
};
