import { countOf } from '../../../domain/count-of.ts';
import type { Range } from '../../../domain/match-words.ts';
import { type Block, blockJoint, type Turn } from '../../../domain/turn.ts';
import type { Mark } from '../../paint-ranges.ts';
import { fit } from '../../parts/row.tsx';
import { flattenMarks, paintLine } from '../../text/paint-spans.ts';
import { nowhere } from '../../text/span.ts';
import { type DrawnLine, wrapFlow } from '../../text/wrap-spans.ts';
import { isColourless, style } from '../../theme.ts';
import { blockPassages, isFoldable } from './blocks/block-passages.ts';
import type { BlockView, Passage, ReadingAids } from './blocks/passage.ts';
import { ruleFlow } from './blocks/rule-passages.ts';
import type { Branches } from './branch.ts';
import { findInBlock, findNothing } from './find-matches.ts';
import { type DrawnMatch, matchesOn } from './match-place.ts';
import { clip } from './ranges.ts';
import { type SideBranch, sideBranches, sideBranchWords } from './side-branches.ts';
import { toHeaderLines } from './turn-header.ts';
import type { TurnMarks } from './turn-marks.ts';

export type ToolView = 'off' | 'short' | 'full';
export type TurnView = {
  readonly width: number;
  readonly tools: ToolView;
  readonly thinking: boolean;
  /** Prompts and final answers only. */
  readonly focused: boolean;
  /** Pushback is explained in whole. */
  readonly why: boolean;
  /** The blocks that a person opened, by turn. */
  readonly opened: ReadonlyMap<number, readonly number[]>;
  /** The subagents that were read so far. */
  readonly branches: Branches;
};
/** One screen line, ready to print. */
export type TurnLine = {
  readonly text: string;
  /** The block of the turn that it belongs to; -1: the turn's own header. */
  readonly block: number;
  /** What of `turnText` stands on it. */
  readonly ranges: readonly Range[];
  /** Can its block be opened or folded, and which of both is it? */
  readonly fold: 'folded' | 'open' | null;
  /** What is looked for, where it stands on it. */
  readonly found: readonly DrawnMatch[];
};

/** Columns that prose takes at most: longer lines are hard to read back. Code, tables and commands take all there are. */
const measure = 110;

/** Draws one turn as lines of at most `view.width` columns; its cost depends on the turn alone. */
export const toTurnLines = (turn: Turn, marks: TurnMarks, view: TurnView, aids: ReadingAids): TurnLine[] => {
  const header = toHeaderLines(turn, marks, view, aids).map(text => drawnOnly(text, -1));
  const last = turn.blocks.length - 1;
  const isHidden = hiddenBlocks(turn, view);
  const tools = turn.blocks.filter((block, index) => block.kind === 'tool' && isHidden(block, index)).length;
  const isOff = view.tools === 'off' && tools > 0 && !(view.focused && turn.speaker === 'agent');
  const words = wordOffsets(turn);
  const branches = sideBranches(turn);
  return [
    ...header,
    ...(marks.switched ? ruleLines(marks.switched, view.width) : []),
    ...turn.blocks.flatMap((block, index) => {
      const branch = branches[index];
      const isOpen = branch === undefined || opensIn(turn, branch, view);
      const isShown = isOpen && !isHidden(block, index);
      return [
        ...(branch?.from === index ? sideLines(turn, branch, isHidden, view, aids) : []),
        ...(isShown ? blockLines({ turn, block, index, offset: words[index] }, marks, view, aids) : []),
      ];
    }),
    ...(isOff ? [drawnOnly(style('dim', `  ▸ ${countOf(tools, 'tool call')} hidden`), last)] : []),
    drawnOnly('', last),
  ];
};

const hiddenBlocks = (turn: Turn, view: TurnView): ((block: Block, index: number) => boolean) => {
  const lastText = turn.blocks.findLastIndex(block => block.kind === 'text' && !block.sidechain);
  return (block, index) => {
    // That a turn was stopped or taken back is how its answer ended.
    if (block.kind === 'interruption' || block.kind === 'rewind') return false;
    if (view.focused && turn.speaker === 'agent' && index !== lastText) return true;
    return (block.kind === 'tool' && view.tools === 'off') || (block.kind === 'thinking' && !view.thinking);
  };
};

const opensIn = ({ number }: Turn, { from }: SideBranch, { opened }: TurnView): boolean =>
  opened.get(number)?.includes(from) ?? false;

/** The line that stands for a subagent's blocks, or above them; none where they are hidden anyway. */
const sideLines = (
  turn: Turn,
  branch: SideBranch,
  isHidden: (block: Block, index: number) => boolean,
  view: TurnView,
  { nameKeys }: ReadingAids,
): TurnLine[] => {
  const { from, end } = branch;
  if (turn.blocks.slice(from, end).every((block, at) => isHidden(block, from + at))) return [];
  const isOpen = opensIn(turn, branch, view);
  const words = fit(`  ${nameKeys(sideBranchWords(branch, isOpen))}`, view.width).trimEnd();
  return [{ ...drawnOnly(style('dim', words), from), fold: isOpen ? 'open' : 'folded' }];
};

/** A rule across the page, below the header. */
const ruleLines = (words: string, width: number): TurnLine[] =>
  wrapFlow(ruleFlow(words, width - 2, 'accent'), width - 2).map(line =>
    drawnOnly(`  ${paintLine(line)}`, -1),
  );

/** Where each block's text begins in `turnText`, which joins its blocks by a blank line; undefined for what is no part of it. */
const wordOffsets = (turn: Turn): (number | undefined)[] => {
  let offset = 0;
  return turn.blocks.map(block => {
    if (block.kind !== 'text' || block.sidechain || block.text.trim() === '') return undefined;
    const start = offset;
    offset += block.text.length + blockJoint.length;
    return start;
  });
};

type PlacedBlock = {
  readonly turn: Turn;
  readonly block: Block;
  readonly index: number;
  /** Where its text begins in `turnText`. */
  readonly offset: number | undefined;
};

const blockLines = (
  { turn, block, index, offset }: PlacedBlock,
  marks: TurnMarks,
  view: TurnView,
  aids: ReadingAids,
): TurnLine[] => {
  const indent = block.sidechain ? '  ┆ ' : '  ';
  const isOpen = view.opened.get(turn.number)?.includes(index) ?? false;
  const blockView: BlockView = {
    width: view.width - indent.length,
    isOpen,
    showsOutput: view.tools === 'full',
    find: marks.sought ? findInBlock(block, marks.sought) : findNothing,
    keepsMarks: turn.speaker === 'developer' || isColourless(),
    branch: branchOf(block, view.branches),
  };
  const fold = isFoldable(block, blockView) ? (isOpen ? 'open' : 'folded') : null;
  const own = offset !== undefined && block.kind === 'text' ? toMarks(marks, offset, block.text.length) : [];
  return blockPassages(block, own, blockView, aids).flatMap(passage =>
    passageLines(passage, blockView.width).map(({ text, line, found }) => ({
      text: indent + text,
      block: index,
      ranges: offset === undefined ? [] : toRanges(line, offset),
      fold,
      found: found.map(place => ({
        ...place,
        left: place.left + indent.length,
        right: place.right + indent.length,
      })),
    })),
  );
};

const branchOf = (block: Block, branches: Branches) =>
  block.kind === 'tool' && block.call.subagent !== null ? branches.get(block.call.subagent) : undefined;

const passageLines = (
  { flows, marks = [], part }: Passage,
  width: number,
): {
  readonly text: string;
  readonly line: DrawnLine;
  readonly found: readonly DrawnMatch[];
}[] => {
  const flat = flattenMarks(marks);
  const matches = part ? marks.filter(({ as }) => as === 'match') : [];
  const isProse = part === 'words' || part === 'thinking';
  return flows.flatMap(flow =>
    wrapFlow(flow, isProse && flow.breaks === 'words' ? Math.min(width, measure) : width).map(line => ({
      text: paintLine(line, flat),
      line,
      found: part ? matchesOn(line, matches, part) : [],
    })),
  );
};

/** Marks of one block, the ones that matter most first. */
const toMarks = ({ pushback, quoted, ruled, claimed }: TurnMarks, offset: number, length: number): Mark[] => {
  const words = (pushback?.signals ?? []).flatMap(({ start, end }) =>
    start === null || end === null ? [] : [{ start, end }],
  );
  const as = (ranges: readonly Range[], name: Mark['as']) =>
    clip(ranges, offset, length).map(({ start, end }) => ({ start, end, as: name }));
  return [...as(words, 'pushback'), ...as(quoted, 'evidence'), ...as(ruled, 'rule'), ...as(claimed, 'claim')];
};

/** Where the spans of a line stand in the turn's text, neighbours joined. */
const toRanges = (line: DrawnLine, offset: number): Range[] => {
  const ranges: { start: number; end: number }[] = [];
  for (const { from, to } of line) {
    if (from === nowhere) continue;
    const last = ranges.at(-1);
    if (last?.end === from + offset) last.end = to + offset;
    else ranges.push({ start: from + offset, end: to + offset });
  }
  return ranges;
};

/** A line that holds nothing of the turn's text. */
export const drawnOnly = (text: string, block: number): TurnLine => ({
  text,
  block,
  ranges: [],
  fold: null,
  found: [],
});
