import { unsafeRanges } from '../../domain/sanitise.ts';
import type { StyleName } from '../theme.ts';

/**
 * A piece of a drawn line that looks the same throughout. `text` is safe to print. `from` and `to` say where it stands in
 * the log's own text (UTF-16); `nowhere` for what the drawing adds. Where both are equally long they agree character by
 * character, so that a mark on the raw words is drawn at its words; else the span is marked as a whole.
 */
export type Span = {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly looks: readonly StyleName[];
  /** A safe address to which the span leads. */
  readonly link?: string | undefined;
};

/** The place of what the log does not say: bullets, borders. */
export const nowhere = -1;

const needsCare = /[^\x20-\x7e\u00a1-\u024f\u2500-\u257f\u3000-\u9fff]/;

/** What the drawing adds of its own. */
export const added = (text: string, ...looks: StyleName[]): Span => ({
  text,
  from: nowhere,
  to: nowhere,
  looks,
});

/** A part of one line of a log's text as spans, without what may not be printed. Tabs stand alone, to be spread later. */
export const toSpans = (
  source: string,
  { from, to }: { readonly from: number; readonly to: number },
  looks: readonly StyleName[] = [],
  link?: string,
): Span[] => {
  const text = source.slice(from, to);
  if (text === '') return [];
  if (!needsCare.test(text)) return [{ text, from, to, looks, link }];
  const spans: Span[] = [];
  const keep = (start: number, end: number) => {
    for (const part of text.slice(start, end).matchAll(/\t|[^\t]+/g)) {
      const at = from + start + part.index;
      // A lone half of a pair has no place in UTF-8.
      spans.push({ text: part[0].toWellFormed(), from: at, to: at + part[0].length, looks, link });
    }
  };
  let kept = 0;
  for (const { start, end } of unsafeRanges(text)) {
    keep(kept, start);
    kept = end;
  }
  keep(kept, text.length);
  return spans;
};

/** A part of a text as spans of one line: what parts its lines is a blank. */
export const toLineSpans = (
  source: string,
  { from, to }: { readonly from: number; readonly to: number },
  looks: readonly StyleName[] = [],
): Span[] =>
  [...source.slice(from, to).matchAll(/[^\n\r\t]+/g)].flatMap(({ 0: words, index }, place) => [
    ...(place > 0 ? [added(' ', ...looks)] : []),
    ...toSpans(source, { from: from + index, to: from + index + words.length }, looks),
  ]);

/** A part of a span's text, with its place. */
export const sliceSpan = (span: Span, start: number, end: number): Span => {
  if (start === 0 && end >= span.text.length) return span;
  const text = span.text.slice(start, end);
  return isExact(span) ? { ...span, text, from: span.from + start, to: span.from + end } : { ...span, text };
};

/** Does the span's text agree with the source character by character? */
export const isExact = ({ text, from, to }: Span): boolean => from !== nowhere && text.length === to - from;
