import type { ToolCall } from '../../../domain/tool-call.ts';
import type { Block, Turn } from '../../../domain/turn.ts';
import { findInEdit } from './blocks/edit-lines.ts';
import { findRanges } from './ranges.ts';

/** What a text of a block is called. */
export type Part = 'words' | 'tool call' | 'output' | 'thinking' | `edit ${number}`;
/** One place where a turn says what is looked for: from `start` on of a text of one of its blocks. */
export type Match = { readonly block: number; readonly part: Part; readonly start: number };
export type Note = { readonly label: string; readonly text: string };

/** Every match of a turn in the order in which they are drawn: in its words, its thinking, its calls, their edits and output. */
export const matchesIn = (turn: Turn, query: string): Match[] =>
  turn.blocks.flatMap((block, index) => placesIn(block, query).map(place => ({ block: index, ...place })));

/** The words of a tool call's own line. */
export const callWords = ({ name, target }: Pick<ToolCall, 'name' | 'target'>): string => `${name} ${target}`;

export const noteWords = ({ label, text }: Note): string =>
  [label, text.trimEnd()].filter(part => part !== '').join(' · ');

/** A call's edits stand between its own line and its output. */
const placesIn = (block: Block, query: string): Omit<Match, 'block'>[] => {
  const places = partsOf(block).map(({ part, text }) =>
    findRanges(text, query).map(({ start }) => ({ part, start })),
  );
  if (block.kind === 'tool')
    places.splice(
      1,
      0,
      ...block.call.edits.map((edit, index) =>
        findInEdit(edit, query).map(start => ({ part: `edit ${index}` as const, start })),
      ),
    );
  return places.flat();
};

const partsOf = (block: Block): { part: Part; text: string }[] => {
  switch (block.kind) {
    case 'text':
    case 'command':
      return [{ part: 'words', text: block.text }];
    case 'note':
      return [{ part: 'words', text: noteWords(block) }];
    case 'thinking':
      return [{ part: 'thinking', text: block.text }];
    case 'tool':
      return [
        { part: 'tool call', text: callWords(block.call) },
        { part: 'output', text: block.call.output ?? '' },
      ];
    default:
      return [];
  }
};

/** How to see a match that is not drawn; the actions that show it stand in braces. */
export const hiddenMatchWords = (part: Part): string =>
  hiddenWords[part] ?? 'it stands in an edit of this call: {tools} shows it';

const hiddenWords: Readonly<Partial<Record<Part, string>>> = {
  words: 'it is folded or hidden ({fold} or {focused} shows it), or a sign of Markdown',
  'tool call': 'it stands in a hidden tool call: {tools} shows it',
  output: 'it stands in the output of this call: {tools} shows it',
  thinking: 'it stands in thinking: {thinking} shows it',
};
