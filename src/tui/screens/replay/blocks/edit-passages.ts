import { diffWordsWithSpace, structuredPatch } from 'diff';
import { oneLine } from '../../../../domain/sanitise.ts';
import type { FileEdit } from '../../../../domain/tool-call.ts';
import type { Mark } from '../../../paint-ranges.ts';
import { type CodeLine, highlightLines, linesOf } from '../../../text/code/highlight-spans.ts';
import { languageOf } from '../../../text/code/language-of.ts';
import { added, type Span } from '../../../text/span.ts';
import { type Flow, note } from '../../../text/wrap-spans.ts';
import { findMarks } from '../ranges.ts';
import { foldFlow, foldText, openLimit } from './fold.ts';
import type { BlockView, Passage, ReadingAids } from './passage.ts';

const folded = { lines: 120, chars: 40_000 };
/** Longer lines are compared as wholes: the words of a bundled file tell nobody anything. */
const mostWordChars = 400;
/** Lines that share less than this are two lines, not a changed one. */
const leastShared = 0.3;

type Sign = '+' | '-' | ' ';
/** A line of a diff, as one of the lines of its text. */
type DiffLine = { readonly sign: Sign; readonly line: CodeLine };

/** An edit as a diff with its changed words marked; a file whose old text the log lacks as its new text, numbered. */
export const editPassages = (
  edit: FileEdit,
  view: Pick<BlockView, 'isOpen' | 'find'> & { readonly isNamed: boolean },
  aids: ReadingAids,
): Passage[] => {
  const limit = view.isOpen ? { ...openLimit, chars: 200_000 } : folded;
  const before = foldText(edit.before ?? '', limit);
  const after = foldText(edit.after ?? '', limit);
  const more = after.more ?? before.more;
  const body =
    edit.before === null && edit.after !== null
      ? newFile(after.shown, edit.path, aids)
      : diffPassage(before.shown, after.shown, edit.path, aids);
  const marks = [...findMarks(body.source, view.find), ...body.marks];
  return [
    ...(view.isNamed ? [{ flows: [note(oneLine(edit.path, 400), 'accent')] }] : []),
    { flows: body.flows, marks },
    ...(more ? [{ flows: [foldFlow(more, view.isOpen, aids)] }] : []),
  ];
};

type Body = { readonly source: string; readonly flows: readonly Flow[]; readonly marks: readonly Mark[] };

const newFile = (text: string, path: string, { highlight }: ReadingAids): Body => {
  const source = text.replace(/\n$/, '');
  const spans = highlightLines(source, linesOf(source), highlight?.(source, languageOf(path)) ?? []);
  const flows = spans.map((line, index) => ({
    spans: line,
    first: [added('+ ', 'added'), added(`${String(index + 1).padStart(4)} `, 'dim')],
    rest: [added('       ')],
    breaks: 'anywhere' as const,
  }));
  return { source, flows, marks: [] };
};

/** Both texts stand in one source, the old one behind the new one, so that a mark has one place. */
const diffPassage = (before: string, after: string, path: string, { highlight }: ReadingAids): Body => {
  const source = `${after}\n${before}`;
  const language = languageOf(path);
  const lines = toDiffLines(before, after);
  const spansOf = (signs: readonly Sign[], text: string): Iterator<Span[]> =>
    highlightLines(
      source,
      lines.flatMap(({ sign, line }) => (signs.includes(sign) ? [line] : [])),
      highlight?.(text, language) ?? [],
    ).values();
  const news = spansOf(['+', ' '], after);
  const olds = spansOf(['-'], before);
  const flows = lines.map(({ sign }): Flow => {
    const spans: Span[] = (sign === '-' ? olds : news).next().value ?? [];
    const look = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'dim';
    return { spans, first: [added(`${sign} `, look)], rest: [added('  ')], breaks: 'anywhere' };
  });
  return { source, flows, marks: wordMarks(source, lines) };
};

const toDiffLines = (before: string, after: string): DiffLine[] => {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 });
  const olds = linesOf(before, after.length + 1);
  const news = linesOf(after);
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
