import { type CodeLine, highlightLines, linesOf } from '../../../text/code/highlight-spans.ts';
import { languageOf } from '../../../text/code/language-of.ts';
import { added, type Span, toSpans } from '../../../text/span.ts';
import type { Flow } from '../../../text/wrap-spans.ts';
import type { ReadingAids } from './passage.ts';

/** What agents write before each line of a file that they read: its number, then an arrow, a tab or a bar. */
const gutter = /^ {0,8}\d+(?:→|\t|: ?|\| ?)/;
/** Highlighting more than this takes longer than a person waits. */
const mostHighlighted = 100_000;

/** What a tool gave back, line by line; a file that it read (`path`) with its code highlighted and its line numbers apart. */
export const outputFlows = (output: string, path: string, { highlight }: ReadingAids): Flow[] => {
  const lines = linesOf(output);
  const language = output.length <= mostHighlighted ? languageOf(path) : '';
  if (!language) return lines.map(({ start, end }) => plain(output, start, end));
  const numbers = lines.map(({ start, end }) => gutter.exec(output.slice(start, end))?.[0].length ?? 0);
  const isNumbered = numbers.filter(length => length > 0).length * 2 > lines.length;
  const { code, codeLines } = toCode(output, lines, isNumbered ? numbers : []);
  const spans = highlightLines(output, codeLines, highlight?.(code, language) ?? []);
  return spans.map((found, index) => {
    const { start } = lines[index] ?? { start: 0 };
    const first = numberSpans(output, start, isNumbered ? (numbers[index] ?? 0) : 0);
    return { spans: found, first, rest: first.length > 0 ? [added('     ')] : [], breaks: 'anywhere' };
  });
};

const plain = (output: string, from: number, to: number): Flow => ({
  spans: toSpans(output, { from, to }),
  breaks: 'anywhere',
});

/** The code of a numbered listing without its numbers, and where each of its lines stands in the listing. */
const toCode = (output: string, lines: readonly CodeLine[], skipped: readonly number[]) => {
  const texts = lines.map(({ start, end }, index) => output.slice(start + (skipped[index] ?? 0), end));
  let start = 0;
  const codeLines = lines.map(({ end }, index): CodeLine => {
    const length = texts[index]?.length ?? 0;
    const line = { start, end: start + length, from: end - length };
    start += length + 1;
    return line;
  });
  return { code: texts.join('\n'), codeLines };
};

const numberSpans = (output: string, start: number, length: number): Span[] => {
  if (length === 0) return [];
  const number = output.slice(start, start + length).replace(/[^\d]/g, '');
  return [{ text: `${number.padStart(4)} `, from: start, to: start + length, looks: ['dim'] }];
};
