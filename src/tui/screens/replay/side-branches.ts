import { countOf } from '../../../domain/count-of.ts';
import type { Turn } from '../../../domain/turn.ts';

/** What a subagent wrote inside its parent's log: the blocks of a turn from `from` on that stand together. */
export type SideBranch = {
  readonly from: number;
  /** The first block behind it. */
  readonly end: number;
  readonly toolCalls: number;
};

/** The branch that each block of a turn belongs to; undefined for the turn's own. A block alone is no branch. */
export const sideBranches = ({ blocks }: Pick<Turn, 'blocks'>): readonly (SideBranch | undefined)[] => {
  const branches = new Array<SideBranch | undefined>(blocks.length).fill(undefined);
  for (let from = 0; from < blocks.length; from += 1) {
    let end = from;
    while (blocks[end]?.sidechain) end += 1;
    if (end - from < 2) continue;
    const toolCalls = blocks.slice(from, end).filter(({ kind }) => kind === 'tool').length;
    branches.fill({ from, end, toolCalls }, from, end);
    from = end;
  }
  return branches;
};

export const sideBranchWords = ({ from, end, toolCalls }: SideBranch, isOpen: boolean): string =>
  `┆ subagent: ${countOf(end - from, 'block')}, ${countOf(toolCalls, 'tool call')}${isOpen ? '' : ', {fold} unfolds it'}`;
