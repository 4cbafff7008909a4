import { structuredPatch } from 'diff';
import type { FileEdit } from '../../../../domain/tool-call.ts';
import { type CodeLine, linesOf } from '../../../text/code/highlight-spans.ts';

export type Sign = '+' | '-' | ' ';
/** A line of a diff, as one of the lines of its text. */
export type DiffLine = { readonly sign: Sign; readonly line: CodeLine };

/** More of one text than this is not drawn, however it was opened. */
export const mostEditChars = 200_000;

/** Both texts of an edit stand in one source, the old one behind the new one, so that a mark has one place. */
export const editSource = ({ before, after }: FileEdit): string => `${after ?? ''}\n${before ?? ''}`;

/** Does the log say what the file is now and not what it was? */
export const isWhole = ({ before, after }: FileEdit): boolean => before === null && after !== null;

/** The lines that are drawn of what is `shown` of both texts, by their places in the source of the edit. */
export const editLines = (edit: FileEdit, shown: { before: string; after: string }): DiffLine[] => {
  if (isWhole(edit)) return linesOf(shown.after.replace(/\n$/, '')).map(line => ({ sign: '+', line }));
  const { hunks } = structuredPatch('', '', shown.before, shown.after, '', '', { context: 2 });
  const olds = linesOf(shown.before, (edit.after ?? '').length + 1);
  const news = linesOf(shown.after);
  return hunks.flatMap(hunk => {
    let old = Math.max(0, hunk.oldStart - 1);
    let next = Math.max(0, hunk.newStart - 1);
    return hunk.lines.flatMap((text): DiffLine[] => {
      const sign = text[0];
      if (sign !== '+' && sign !== '-' && sign !== ' ') return [];
      const line = sign === '-' ? olds[old] : news[next];
      if (sign !== '+') old += 1;
      if (sign !== '-') next += 1;
      return line ? [{ sign, line }] : [];
    });
  });
};

/** The drawn lines of an edit, by places in its source. Comparing both texts costs far more than reading them. */
export const drawnLines = (edit: FileEdit): { readonly text: string; readonly from: number }[] => {
  const source = editSource(edit);
  const [before, after] = [edit.before, edit.after].map(text => (text ?? '').slice(0, mostEditChars));
  return editLines(edit, { before: before ?? '', after: after ?? '' }).map(({ line }) => ({
    text: source.slice(line.from, line.from + line.end - line.start),
    from: line.from,
  }));
};
