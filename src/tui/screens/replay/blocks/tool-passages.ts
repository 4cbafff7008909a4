import { countOf } from '../../../../domain/count-of.ts';
import { oneLine } from '../../../../domain/sanitise.ts';
import type { ToolCall, ToolStatus } from '../../../../domain/tool-call.ts';
import { unitsWithin, widthOf } from '../../../text/cells.ts';
import { toPlainFlows } from '../../../text/markdown/markdown-flows.ts';
import { added, type Span, toLineSpans } from '../../../text/span.ts';
import type { Flow } from '../../../text/wrap-spans.ts';
import { callWords } from '../find-matches.ts';
import { editPassages } from './edit-passages.ts';
import { foldFlow, foldText, isLonger, openLimit, sizeWords } from './fold.ts';
import { indented } from './indented.ts';
import { outputFlows } from './output-flows.ts';
import type { BlockView, Passage, ReadingAids } from './passage.ts';

const statusMarks: Record<ToolStatus, string> = {
  ok: '✓',
  error: '✗',
  rejected: '⊘',
  interrupted: '◼',
  unknown: '·',
};
const folded = { lines: 40, chars: 20_000 };
const mostName = 80;
const mostTarget = 400;
/** Less of a path or a command says nothing: then the line is wrapped. */
const leastTarget = 6;
const inside = [added('  ')];

/** Has a tool call more than its line to show, or more than a part of it? */
export const isLongCall = (
  call: ToolCall,
  { width, showsOutput }: Pick<BlockView, 'width' | 'showsOutput'>,
): boolean => {
  const { output, edits, name, target } = call;
  return showsOutput
    ? isLonger(output ?? '', folded) || edits.some(edit => isLonger(edit.after ?? edit.before ?? '', folded))
    : (output ?? '').trim() !== '' ||
        edits.length > 0 ||
        isLongTarget(call) ||
        name.length + target.length + 4 > width;
};

/** A tool call: what was asked and how it ended; where it is asked for, its edits as diffs and what it gave back. */
export const toolPassages = (call: ToolCall, view: BlockView, aids: ReadingAids): Passage[] => {
  const isWhole = view.isOpen || view.showsOutput;
  const head: Passage = {
    flows: [headFlow(call, view, aids)],
    marks: view.find('tool call', callWords(call)),
    part: 'tool call',
  };
  if (!isWhole) return [head];
  const inner = { ...view, width: view.width - 2 };
  const passages = [
    ...(isLongTarget(call) ? [targetPassage(call, view)] : []),
    ...call.edits.flatMap((edit, index) =>
      editPassages(edit, { ...inner, index, isNamed: edit.path !== call.target }, aids),
    ),
    ...(call.output === null ? [] : outputPassages(call.output, call, inner, aids)),
  ];
  return [head, ...passages.map(passage => indented(passage, inside))];
};

/** One line for the call where it is not opened: the tool, as much of what was asked as has room, and how it ended. */
const headFlow = (call: ToolCall, view: BlockView, { nameKeys }: ReadingAids): Flow => {
  const { status, exitCode, subagent } = call;
  const isBad = status === 'error' || status === 'rejected' || status === 'interrupted';
  const look = isBad ? 'error' : 'tool';
  const isWhole = view.isOpen || view.showsOutput;
  // That a call went well its mark says.
  const exit = exitCode === null || (exitCode === 0 && !isWhole) ? '' : ` exit ${exitCode}`;
  const state = status === 'ok' || status === 'unknown' ? '' : ` ${status}`;
  const size = isWhole || !call.output?.trim() ? '' : ` ▸ ${sizeWords(call.output)}`;
  const started =
    subagent === null ? '' : ` (subagent ${oneLine(subagent, 40)}${nameKeys(branchWords(view))})`;
  const around = `${statusMarks[status]} ${call.name} ${started}${state}${exit}${size}…`;
  const left = view.width - widthOf(around);
  const room = Math.max(leastTarget, left);
  const most = isWhole ? (isLongTarget(call) ? 0 : mostTarget) : unitsWithin(call.target, room);
  return {
    spans: [
      added(`${statusMarks[status]} `, look),
      ...wordSpans(call, look, most),
      added(started, 'dim'),
      added(`${state}${exit}`, isBad ? 'error' : 'dim'),
      added(size, 'dim'),
    ],
    // What stands before further lines would take room from the one that there is.
    rest: isWhole || left < leastTarget ? [added('    ')] : [],
    first: [],
    breaks: 'words',
  };
};

/** How much a subagent did, and the actions that show it. */
const branchWords = ({ branch, isOpen }: BlockView): string => {
  if (branch === undefined) return ', {subagent} opens it';
  if (branch === null) return ': its log is not here';
  const size = `${countOf(branch.turns, 'turn')}, ${countOf(branch.toolCalls, 'tool call')}`;
  return `: ${size}, ${isOpen ? '' : '{fold} unfolds it, '}{subagent} opens it`;
};

/** The tool, and the path, command or query that it was about, `most` characters of it on one line. */
const wordSpans = (call: ToolCall, look: Span['looks'][number], most: number): Span[] => {
  const words = callWords(call);
  const behind = call.name.length + 1;
  return [
    ...toLineSpans(words, { from: 0, to: Math.min(call.name.length, mostName) }, [look]),
    added(' ', look),
    ...toLineSpans(words, { from: behind, to: behind + most }),
    ...(most > 0 && call.target.length > most ? [added('…', 'dim')] : []),
  ];
};

/** Is what was asked for more than the call's own line says? */
const isLongTarget = ({ target }: ToolCall): boolean =>
  target.length > mostTarget || target.trimEnd().includes('\n');

/** What was asked for, line by line: a script, or a long command. */
const targetPassage = (call: ToolCall, { find }: BlockView): Passage => {
  const words = callWords(call);
  const flows = toPlainFlows(words, { from: call.name.length + 1, to: words.trimEnd().length });
  return { flows, marks: find('tool call', words), part: 'tool call' };
};

const outputPassages = (output: string, call: ToolCall, view: BlockView, aids: ReadingAids): Passage[] => {
  const { shown, more } = foldText(output.trimEnd(), view.isOpen ? openLimit : folded);
  const flows = outputFlows(shown, call.kind === 'read' ? call.target : '', aids);
  return [
    { flows, marks: view.find('output', shown), part: 'output' },
    ...(more ? [{ flows: [foldFlow(more, view.isOpen, aids)] }] : []),
  ];
};
