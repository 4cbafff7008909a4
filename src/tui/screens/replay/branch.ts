import type { OpenSession } from '../../../app/open-session.ts';
import type { Block, Speaker, Turn } from '../../../domain/turn.ts';

/** What a replay shows of a subagent inside of the session that started it: how much it did, and a part of its turns. */
export type Branch = {
  readonly turns: number;
  readonly toolCalls: number;
  /** The first turns and the last one. */
  readonly shown: readonly BranchTurn[];
};

export type BranchTurn = {
  readonly number: number;
  readonly speaker: Speaker;
  /** Its first blocks and, behind the gap, its last ones, cut to what a preview draws of them. */
  readonly blocks: readonly Block[];
  /** How many blocks are passed over, and after how many. */
  readonly gap: { readonly after: number; readonly blocks: number };
};

/** By the id of the subagent; null: its log is not here; absent: it was not looked for yet. */
export type Branches = ReadonlyMap<string, Branch | null>;

const firstTurns = 3;
const firstBlocks = 6;
const lastBlocks = 2;
const mostChars = 400;
const mostLines = 4;

/** Takes from the session of a subagent, read to its end, what its branch shows; holds nothing else of it. */
export const toBranch = (session: OpenSession): Branch => {
  const { spans, toolCalls } = session.outline();
  const numbers = spans.map(({ number }) => number);
  const chosen = [...numbers.slice(0, firstTurns), ...numbers.slice(firstTurns).slice(-1)];
  const shown = chosen.flatMap(number => session.turn(number) ?? []).map(toBranchTurn);
  return { turns: spans.length, toolCalls, shown };
};

const toBranchTurn = ({ number, speaker, blocks }: Turn): BranchTurn => {
  const all = blocks.flatMap(toPreview);
  const left = Math.max(0, all.length - firstBlocks - lastBlocks);
  const kept = left === 0 ? all : [...all.slice(0, firstBlocks), ...all.slice(-lastBlocks)];
  return { number, speaker, blocks: kept, gap: { after: firstBlocks, blocks: left } };
};

/** A block as a preview draws it; none of what it does not. */
const toPreview = (block: Block): readonly Block[] => {
  switch (block.kind) {
    case 'text':
      return block.text.trim() === '' ? [] : [{ ...block, text: cut(block.text.trim()) }];
    case 'tool': {
      const { call } = block;
      const bare = {
        ...call,
        target: cut(call.target),
        input: null,
        output: null,
        edits: [],
        subagent: null,
      };
      return [{ ...block, call: bare }];
    }
    case 'interruption':
      return [block];
    default:
      return [];
  }
};

const cut = (text: string): string => {
  const shown = text.slice(0, mostChars).split('\n').slice(0, mostLines).join('\n');
  // A part of a string holds on to the whole: a copy lets the log's text go.
  return shown.length === text.length ? text : `${Buffer.from(shown.toWellFormed()).toString()}…`;
};
