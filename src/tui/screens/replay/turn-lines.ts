import wrapAnsi from 'wrap-ansi';
import { countOf } from '../../../domain/count-of.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { ToolCall, ToolStatus } from '../../../domain/tool-call.ts';
import type { Block, Turn } from '../../../domain/turn.ts';
import type { Mark } from '../../paint-ranges.ts';
import { className, pushbackMark, style } from '../../theme.ts';
import { formatEdit } from './edit-lines.ts';
import { clip, type Range, styleRanges } from './ranges.ts';
import type { TurnMarks } from './turn-marks.ts';
import { toWhyLines } from './why-lines.ts';

export type ToolView = 'off' | 'short' | 'full';
export type TurnView = {
  readonly width: number;
  readonly tools: ToolView;
  readonly thinking: boolean;
  /** Prompts and final answers only. */
  readonly focused: boolean;
  /** Pushback is explained in whole. */
  readonly why: boolean;
  /** What find-in-session looks for; '' when nothing. */
  readonly find: string;
};
/** One screen line, ready to print, and the block of the turn that it belongs to (-1: the turn's own header). */
export type TurnLine = { readonly text: string; readonly block: number };

const statusMarks: Record<ToolStatus, string> = {
  ok: '✓',
  error: '✗',
  rejected: '⊘',
  interrupted: '◼',
  unknown: '·',
};
/** Wrapping a megabyte takes half a second: folded blocks are cut before they are wrapped. */
const foldedChars = 60_000;
const foldedLines = 400;
const outputLines = 200;

/** Draws one turn as lines of at most `view.width` columns; its cost depends on the turn alone. */
export const toTurnLines = (turn: Turn, marks: TurnMarks, view: TurnView): TurnLine[] => {
  const { pushback, notes } = marks;
  const lines: TurnLine[] = [{ text: headerLine(turn, pushback, view.width), block: -1 }];
  for (const note of notes)
    for (const text of wrap(note, view.width - 4)) lines.push({ text: `    ${text}`, block: -1 });
  for (const text of reasons(marks, view)) lines.push({ text, block: -1 });
  const lastText = turn.blocks.findLastIndex(block => block.kind === 'text' && !block.sidechain);
  let offset = 0;
  let hidden = 0;
  turn.blocks.forEach((block, index) => {
    const drawn = isWords(block) ? toMarks(marks, offset, block.text.length) : [];
    if (isWords(block)) offset += block.text.length + joint;
    if (view.focused && turn.speaker === 'agent' && index !== lastText) return;
    if (block.kind === 'tool' && view.tools === 'off') {
      hidden += 1;
      return;
    }
    const indent = block.sidechain ? '  ┆ ' : '  ';
    for (const text of blockLines(block, drawn, { ...view, width: view.width - indent.length })) {
      lines.push({ text: indent + text, block: index });
    }
  });
  if (hidden > 0)
    lines.push({
      text: style('dim', `  ▸ ${countOf(hidden, 'tool call')} hidden`),
      block: turn.blocks.length - 1,
    });
  lines.push({ text: '', block: turn.blocks.length - 1 });
  return lines;
};

/** The block in which the character at `offset` of `turnText` stands, and the block's text before it. */
export const blockAt = (turn: Turn, offset: number): { block: number; text: string } | undefined => {
  let from = 0;
  for (const [index, block] of turn.blocks.entries()) {
    if (!isWords(block)) continue;
    const end = from + block.text.length;
    if (offset < end) return { block: index, text: block.text.slice(0, Math.max(0, offset - from)) };
    from = end + joint;
  }
  return undefined;
};

/** How many lines the text before a place of a block fills, the line of the place itself not counted. */
export const linesBefore = (text: string, view: TurnView): number =>
  wrap(sanitise(text), view.width - 2).length - 1;

/** `turnText` joins its blocks by a blank line. */
const joint = 2;
const isWords = (block: Block): block is Extract<Block, { kind: 'text' }> =>
  block.kind === 'text' && !block.sidechain && block.text.trim() !== '';

/** Marks of one block, the ones that matter most first. */
const toMarks = ({ pushback, quoted, ruled, claimed }: TurnMarks, offset: number, length: number): Mark[] => {
  const words = (pushback?.signals ?? []).flatMap(({ start, end }) =>
    start === null || end === null ? [] : [{ start, end }],
  );
  const as = (ranges: readonly Range[], name: Mark['as']) =>
    clip(ranges, offset, length).map(({ start, end }) => ({ start, end, as: name }));
  return [...as(words, 'pushback'), ...as(quoted, 'evidence'), ...as(ruled, 'rule'), ...as(claimed, 'claim')];
};

/** In short, or in whole where it is asked why. */
const reasons = (marks: TurnMarks, view: TurnView): string[] => {
  const { pushback } = marks;
  if (!pushback) return [];
  const lines = view.why ? toWhyLines(marks) : [style('dim', reasonWords(pushback))];
  return lines.flatMap(line => wrap(line, view.width - 4)).map(line => `    ${line}`);
};

const headerLine = (turn: Turn, pushback: Pushback | null, width: number): string => {
  const time = turn.at ? ` ${turn.at.slice(11, 16)}` : '';
  const name = `${turn.speaker === 'developer' ? '▌' : '│'} ${turn.number} ${turn.speaker}${time}${turn.abandoned ? ' abandoned' : ''}`;
  const mark = pushback
    ? ` ${pushbackMark} ${className(pushback.class)} ${strengthBar(pushback.strength)} ${Math.round(pushback.strength * 100)}%`
    : '';
  const rule = '─'.repeat(Math.max(0, width - name.length - mark.length - 2));
  return `${style(turn.speaker, name)}${mark ? style('pushback', mark) : ''} ${style('dim', rule)}`;
};

/** Says which words and signs decided it, so that nobody has to believe a number. */
const reasonWords = ({ signals, secondary }: Pushback): string => {
  const also = secondary.length > 0 ? `also ${secondary.map(className).join(', ')}; ` : '';
  const why = signals
    .map(signal => (signal.kind === 'words' ? `“${oneLine(signal.text, 400)}”` : oneLine(signal.text, 400)))
    .join(' · ');
  return `${also}because ${why || 'of its context'}`;
};

/** Five cells, full for a sure thing. */
const strengthBar = (strength: number): string => {
  const full = Math.round(strength * 5);
  return '▰'.repeat(full) + '▱'.repeat(5 - full);
};

const blockLines = (block: Block, marks: readonly Mark[], view: TurnView): string[] => {
  switch (block.kind) {
    case 'text':
      return textLines(block.text, marks, view);
    case 'thinking':
      return view.thinking ? textLines(block.text, [], view).map(line => style('dim', line)) : [];
    case 'tool':
      return toolLines(block.call, view);
    case 'interruption':
      return [style('pushback', '◼ stopped by the developer')];
    case 'rewind':
      return wrap(
        style(
          'pushback',
          `↶ the developer went back to before turn ${block.to}: what followed it was abandoned`,
        ),
        view.width,
      );
    case 'image':
      return [style('dim', `▣ image ${sanitise(block.mediaType)} ${Math.ceil(block.bytes / 1024)} KB`)];
    case 'command':
      return wrap(style('accent', `⌘ ${sanitise(block.text)}`), view.width).slice(0, foldedLines);
    case 'note':
      return wrap(style('dim', `┄ ${sanitise(block.label)} ${oneLine(block.text, 400)}`), view.width).slice(
        0,
        3,
      );
  }
};

const textLines = (text: string, marks: readonly Mark[], view: TurnView): string[] => {
  const shown = view.tools === 'full' ? text.trimEnd() : text.trimEnd().slice(0, foldedChars);
  const lines = wrap(styleRanges(shown, marks, view.find), view.width);
  const limit = view.tools === 'full' ? lines.length : foldedLines;
  const more = lines.length > limit || shown.length < text.trimEnd().length;
  return more ? [...lines.slice(0, limit), style('dim', '… folded; t opens it')] : lines;
};

const toolLines = (call: ToolCall, view: TurnView): string[] => {
  const failed = call.status === 'error' || call.status === 'rejected' || call.status === 'interrupted';
  const exit = call.exitCode === null ? '' : ` exit ${call.exitCode}`;
  const state = call.status === 'ok' || call.status === 'unknown' ? '' : ` ${call.status}`;
  const subagent = call.subagent ? ` (subagent ${oneLine(call.subagent, 40)}, ⏎ opens it)` : '';
  const head = `${statusMarks[call.status]} ${sanitise(call.name)} ${oneLine(call.target, 400)}${subagent}`;
  const first = `${style(failed ? 'error' : 'tool', head)}${style('dim', state + exit)}`;
  if (view.tools !== 'full') return [first];
  const edits = call.edits.flatMap(edit => formatEdit(edit, view.width - 2));
  const output = call.output === null ? [] : outputOf(call.output, view);
  return [first, ...edits.map(line => `  ${line}`), ...output.map(line => `  ${line}`)];
};

const outputOf = (output: string, view: TurnView): string[] => {
  const lines = wrap(styleRanges(output.trimEnd().slice(0, foldedChars), [], view.find), view.width - 2);
  const rest = lines.length - outputLines;
  const cut = rest > 0 ? [style('dim', `… ${rest} more lines`)] : [];
  return [...lines.slice(0, outputLines), ...cut];
};

const wrap = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(8, width), { hard: true, trim: false }).split('\n');
