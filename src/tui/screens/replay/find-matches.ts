import type { Block, Turn } from '../../../domain/turn.ts';
import { findRanges } from './ranges.ts';

/** What a text of a block is called where it is not drawn, and the key that draws it. */
export type Part = 'words' | 'tool call' | 'output' | 'thinking';
/** One place where a turn says what is looked for. `nth` counts the matches of its block, from 0. */
export type Match = { readonly block: number; readonly nth: number; readonly part: Part };

/** Every match of a turn in the order in which they are drawn: in its words, its thinking, its calls and their output. */
export const matchesIn = (turn: Turn, query: string): Match[] =>
  turn.blocks.flatMap((block, index) =>
    partsOf(block)
      .flatMap(({ part, text }) => findRanges(text, query).map(() => part))
      .map((part, nth) => ({ block: index, nth, part })),
  );

const partsOf = (block: Block): { part: Part; text: string }[] => {
  switch (block.kind) {
    case 'text':
    case 'command':
      return [{ part: 'words', text: block.text }];
    case 'note':
      return [
        { part: 'words', text: block.label },
        { part: 'words', text: block.text },
      ];
    case 'thinking':
      return [{ part: 'thinking', text: block.text }];
    case 'tool':
      return [
        { part: 'tool call', text: `${block.call.name} ${block.call.target}` },
        { part: 'output', text: block.call.output ?? '' },
      ];
    default:
      return [];
  }
};

/** How to see a match that is not drawn. */
export const hiddenMatchWords: Readonly<Record<Part, string>> = {
  words: 'it stands in what is hidden or folded: t or v shows it',
  'tool call': 'it stands in a hidden tool call: t shows it',
  output: 'it stands in the output of this call: t shows it',
  thinking: 'it stands in thinking: T shows it',
};
