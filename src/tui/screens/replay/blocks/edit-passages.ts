import { diffWordsWithSpace } from 'diff';
import { oneLine } from '../../../../domain/sanitise.ts';
import type { FileEdit } from '../../../../domain/tool-call.ts';
import type { Mark } from '../../../paint-ranges.ts';
import { type CodeLine, highlightLines } from '../../../text/code/highlight-spans.ts';
import { languageOf } from '../../../text/code/language-of.ts';
import { added, type Span } from '../../../text/span.ts';
import { type Flow, note } from '../../../text/wrap-spans.ts';
import { type DiffLine, editLines, editSource, isWhole, mostEditChars, type Sign } from './edit-lines.ts';
import { foldFlow, foldText, openLimit } from './fold.ts';
import type { BlockView, Passage, ReadingAids } from './passage.ts';

const folded = { lines: 120, chars: 40_000 };
/** Longer lines are compared as wholes: the words of a bundled file tell nobody anything. */
const mostWordChars = 400;
/** Lines that share less than this are two lines, not a changed one. */
const leastShared = 0.3;

/** An edit as a diff with its changed words marked; a file whose old text the log lacks as its new text, numbered. */
export const editPassages = (
  edit: FileEdit,
  view: Pick<BlockView, 'isOpen' | 'find'> & { readonly isNamed: boolean; readonly index: number },
  aids: ReadingAids,
): Passage[] => {
  const limit = view.isOpen ? { ...openLimit, chars: mostEditChars } : folded;
  const before = foldText(edit.before ?? '', limit);
  const after = foldText(edit.after ?? '', limit);
  const more = after.more ?? before.more;
  const source = editSource(edit);
  const shown = { before: before.shown, after: after.shown };
  const lines = editLines(edit, shown);
  const flows = isWhole(edit)
    ? newFile(source, lines, { text: shown.after, path: edit.path }, aids)
    : diffFlows(source, lines, { ...shown, path: edit.path }, aids);
  const part = `edit ${view.index}` as const;
  const marks = [...view.find(part, source), ...wordMarks(source, lines)];
  return [
    ...(view.isNamed ? [{ flows: [note(oneLine(edit.path, 400), 'accent')] }] : []),
    { flows, marks, part },
    ...(more ? [{ flows: [foldFlow(more, view.isOpen, aids)] }] : []),
  ];
};

const newFile = (
  source: string,
  lines: readonly DiffLine[],
  { text, path }: { readonly text: string; readonly path: string },
  { highlight }: ReadingAids,
): Flow[] => {
  const places = lines.map(({ line }) => line);
  return highlightLines(source, places, highlight?.(text, languageOf(path)) ?? []).map((line, index) => ({
    spans: line,
    first: [added('+ ', 'added'), added(`${String(index + 1).padStart(4)} `, 'dim')],
    rest: [added('       ')],
    breaks: 'anywhere',
  }));
};

const diffFlows = (
  source: string,
  lines: readonly DiffLine[],
  { before, after, path }: { readonly before: string; readonly after: string; readonly path: string },
  { highlight }: ReadingAids,
): Flow[] => {
  const language = languageOf(path);
  const spansOf = (signs: readonly Sign[], text: string): Iterator<Span[]> =>
    highlightLines(
      source,
      lines.flatMap(({ sign, line }) => (signs.includes(sign) ? [line] : [])),
      highlight?.(text, language) ?? [],
    ).values();
  const news = spansOf(['+', ' '], after);
  const olds = spansOf(['-'], before);
  return lines.map(({ sign }): Flow => {
    const spans: Span[] = (sign === '-' ? olds : news).next().value ?? [];
    const look = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'dim';
    return { spans, first: [added(`${sign} `, look)], rest: [added('  ')], breaks: 'anywhere' };
  });
};

/** The changed words of each removed line that has an added one to go with it. */
const wordMarks = (source: string, lines: readonly DiffLine[]): Mark[] => {
  const marks: Mark[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const removed = runOf(lines, at, '-');
    const fresh = runOf(lines, at + removed.length, '+');
    removed.slice(0, fresh.length).forEach((old, index) => {
      const pair = fresh[index];
      if (pair) marks.push(...changedWords(source, old.line, pair.line));
    });
    at += Math.max(0, removed.length + fresh.length - 1);
  }
  return marks;
};

const runOf = (lines: readonly DiffLine[], from: number, sign: Sign): DiffLine[] => {
  let to = from;
  while (lines[to]?.sign === sign) to += 1;
  return lines.slice(from, to);
};

const changedWords = (source: string, old: CodeLine, fresh: CodeLine): Mark[] => {
  const [before, after] = [old, fresh].map(({ start, end, from }) => source.slice(from, from + end - start));
  if (!before || !after || before.length > mostWordChars || after.length > mostWordChars) return [];
  const changes = diffWordsWithSpace(before, after);
  const shared = changes.reduce(
    (sum, { value, added: isNew, removed }) => sum + (isNew || removed ? 0 : value.trim().length),
    0,
  );
  if (shared < leastShared * Math.min(before.trim().length, after.trim().length)) return [];
  let [left, right] = [old.from, fresh.from];
  return changes.flatMap(({ value, added: isNew, removed }): Mark[] => {
    const start = removed ? left : right;
    if (!isNew) left += value.length;
    if (!removed) right += value.length;
    if (!isNew && !removed) return [];
    return [{ start, end: start + value.length, as: removed ? 'removedWord' : 'addedWord' }];
  });
};
