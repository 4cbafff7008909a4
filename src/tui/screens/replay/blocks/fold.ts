import { countOf } from '../../../../domain/count-of.ts';
import { type Flow, note } from '../../../text/wrap-spans.ts';
import type { ReadingAids } from './passage.ts';

/** How much of a text is shown, and the words for what is not; null when it is shown whole. */
export type Folded = { readonly shown: string; readonly more: string | null };

type Limit = { readonly lines: number; readonly chars: number };

/** An opened block of more than this would take seconds; `O` opens the log itself. */
export const openLimit: Limit = { lines: 20_000, chars: 2_000_000 };
/** Counting the lines of more than this would cost what folding is there to save. */
const mostCounted = 4_000_000;

/** Cuts a long text behind a whole line. Costs what is shown, and one fast look for line feeds at the rest. */
export const foldText = (text: string, limit: Limit): Folded => {
  const end = endOf(text, limit);
  if (end >= text.length) return { shown: text, more: null };
  return { shown: text.slice(0, end), more: sizeWords(text, end, 'more ') };
};

/** Does a text hold more than the limit? Looks no further than the limit. */
export const isLonger = (text: string, limit: Limit): boolean => endOf(text, limit) < text.length;

/** How many lines stand in a text from `from` on; its size where that is one line or too much to count. */
export const sizeWords = (text: string, from = 0, more: 'more ' | '' = ''): string => {
  const left = text.length - from;
  if (left > mostCounted) return `${(left / 1e6).toFixed(1)} ${more}MB`;
  let lines = text.endsWith('\n') || text[from] === '\n' ? 0 : 1;
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  if (lines <= 1 && left > 1000) return `${Math.ceil(left / 1024)} ${more}KB`;
  return countOf(Math.max(1, lines), `${more}line`);
};

/** The line that stands for what is folded. */
export const foldFlow = (more: string, isOpen: boolean, { nameKeys }: ReadingAids): Flow =>
  note(`… ${more}, ${nameKeys(isOpen ? '{editor} opens the log' : '{fold} opens')}`, 'dim');

const endOf = (text: string, limit: Limit): number => {
  let at = -1;
  for (let line = 0; line < limit.lines; line += 1) {
    const feed = text.indexOf('\n', at + 1);
    if (feed < 0) return Math.min(text.length, limit.chars);
    if (feed > limit.chars) return at > 0 ? at : limit.chars;
    at = feed;
  }
  return at;
};
