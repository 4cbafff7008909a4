import { countOf } from '../../../../domain/count-of.ts';
import type { Block } from '../../../../domain/turn.ts';
import { added } from '../../../text/span.ts';
import { note } from '../../../text/wrap-spans.ts';
import type { Branch, BranchTurn } from '../branch.ts';
import { findNothing } from '../find-matches.ts';
import { indented } from './indented.ts';
import type { BlockView, Passage, ReadingAids } from './passage.ts';
import { textPassages } from './text-passages.ts';
import { toolPassages } from './tool-passages.ts';

const rail = [added('  ┆ ', 'dim')];

/** The turns of a subagent in short, on a rail below the call that started it. */
export const branchPassages = (branch: Branch, view: BlockView, aids: ReadingAids): Passage[] => {
  // What is looked for is counted in the session itself, and marks would be on words that are not.
  const inner: BlockView = {
    ...view,
    width: view.width - 4,
    isOpen: false,
    showsOutput: false,
    find: findNothing,
  };
  const passages = branch.shown.flatMap((turn, index) => [
    ...betweenTurns(branch, index),
    ...turnPassages(turn, inner, aids),
  ]);
  const end: Passage = { flows: [note(aids.nameKeys('{subagent} opens it whole'), 'dim')] };
  return [...passages, end].map(passage => indented(passage, rail));
};

/** The turns that a branch passes over, before the one at `index`. */
const betweenTurns = ({ shown }: Branch, index: number): Passage[] => {
  const passed = (shown[index]?.number ?? 0) - (shown[index - 1]?.number ?? 0) - 1;
  return passed > 0 ? [gap(countOf(passed, 'turn'))] : [];
};

const turnPassages = (turn: BranchTurn, view: BlockView, aids: ReadingAids): Passage[] => {
  const isAsked = turn.speaker === 'developer';
  const name = `${isAsked ? '▌' : '│'} ${turn.number} ${isAsked ? 'task' : 'subagent'}`;
  const draw = (block: Block) => blockPassages(block, view, aids);
  return [
    { flows: [note(name, turn.speaker)] },
    ...turn.blocks.slice(0, turn.gap.after).flatMap(draw),
    ...(turn.gap.blocks > 0 ? [gap(countOf(turn.gap.blocks, 'block'))] : []),
    ...turn.blocks.slice(turn.gap.after).flatMap(draw),
  ];
};

const blockPassages = (block: Block, view: BlockView, aids: ReadingAids): Passage[] => {
  if (block.kind === 'text') return textPassages(block.text, [], view, aids);
  if (block.kind === 'tool') return toolPassages(block.call, view, aids);
  return block.kind === 'interruption' ? [{ flows: [note('◼ stopped', 'pushback')] }] : [];
};

const gap = (passed: string): Passage => ({ flows: [note(`┄ ${passed} more`, 'dim')] });
