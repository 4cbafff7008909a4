import type { Finder } from '../../../domain/match-words.ts';
import type { Field } from '../../../domain/query-filters.ts';
import type { FileEdit, ToolCall, ToolKind } from '../../../domain/tool-call.ts';
import type { Block, Turn } from '../../../domain/turn.ts';
import type { Mark } from '../../paint-ranges.ts';
import { drawnLines, editSource } from './blocks/edit-lines.ts';
import { findMarks } from './ranges.ts';
import type { Sought } from './sought.ts';

/** What a text of a block is called; the header is the turn's own. */
export type Part = 'header' | 'words' | 'tool call' | 'output' | 'thinking' | `edit ${number}`;
/** One place where a turn says what is looked for: from `start` on of a text of one of its blocks. */
export type Match = { readonly block: number; readonly part: Part; readonly start: number };
export type Note = { readonly label: string; readonly text: string };

/** Says where a text of a block holds what is looked for. */
export type FindIn = (part: Part, text: string) => Mark[];
export const findNothing: FindIn = () => [];

/** How a turn answers: its matches, and what is marked in it. */
export type Answer = Pick<Sought, 'find' | 'fields'> & { readonly matches: readonly Match[] };

/**
 * Every match of a turn that passes the filters, in the order in which they are drawn: in its words, its thinking, its
 * calls, their edits and output. Its header is the match where no words are looked for. Null: it does not answer.
 */
export const answerOf = (turn: Turn, sought: Sought): Answer | null => {
  const texts = turn.blocks.flatMap((block, index) =>
    textsOf(block, sought).map(text => ({ block: index, ...text })),
  );
  const held = texts.map(({ text }) => text);
  const { fields, find, together } = sought;
  if (fields.length > 0 && held.every(text => text === '')) return null;
  if (!sought.areHeldBy(held)) return null;
  const placesOf = (finder: Finder): Match[] =>
    texts.flatMap(({ block, part, text, from }) =>
      part === null ? [] : finder(text).map(({ start }) => ({ block, part, start: from + start })),
    );
  const whole = together === null ? [] : placesOf(together);
  if (together !== null && whole.length > 0) return { fields, find: together, matches: whole };
  const matches = placesOf(find);
  return { fields, find, matches: matches.length > 0 ? matches : [header] };
};

const header: Match = { block: -1, part: 'header', start: 0 };

/** Marks what is looked for in the texts of a block. */
export const findInBlock =
  (block: Block, { find, fields }: Pick<Answer, 'find' | 'fields'>): FindIn =>
  (part, text) => {
    const from = searchedFrom(block, part, fields);
    return from === null
      ? []
      : findMarks(text.slice(from), find).map(({ start, end, as }) => ({
          ...{ start: from + start, end: from + end, as },
        }));
  };

/** The words of a tool call's own line. */
export const callWords = ({ name, target }: Pick<ToolCall, 'name' | 'target'>): string => `${name} ${target}`;

export const noteWords = ({ label, text }: Note): string =>
  [label, text.trimEnd()].filter(part => part !== '').join(' · ');

/** A text that is searched: it begins at `from` of a part; `part` null: it is drawn nowhere by itself. */
type SearchedText = { readonly part: Part | null; readonly text: string; readonly from: number };

/** A call's edits stand between its own line and its output. */
const textsOf = (block: Block, sought: Sought): SearchedText[] => {
  const texts = partsOf(block).flatMap(({ part, text }): SearchedText[] => {
    const from = searchedFrom(block, part, sought.fields);
    return from === null ? [] : [{ part, text: text.slice(from), from }];
  });
  if (block.kind === 'tool')
    texts.splice(1, 0, ...block.call.edits.flatMap((edit, index) => editTexts(block, edit, index, sought)));
  return texts;
};

const editTexts = (
  block: Block,
  edit: FileEdit,
  index: number,
  { mention, fields }: Sought,
): SearchedText[] => {
  const part = `edit ${index}` as const;
  if (searchedFrom(block, part, fields) === null)
    return searchedFrom(block, 'tool call', fields) === null
      ? []
      : [{ part: null, text: edit.path, from: 0 }];
  // Comparing both texts costs far more than looking whether they say it at all.
  return mention(editSource(edit), 1).length === 0 ? [] : drawnLines(edit).map(line => ({ part, ...line }));
};

/** From where on a part of a block is looked through; null: not at all. */
const searchedFrom = (block: Block, part: Part, fields: readonly Field[]): number | null => {
  if (fields.length === 0) return 0;
  if (part === 'words') return isOwnWords(block) && fields.some(isSpeaker) ? 0 : null;
  if (block.kind !== 'tool' || block.sidechain) return null;
  if (part === 'output') return fields.includes('output') ? 0 : null;
  const field = fieldOfCalls[block.call.kind];
  return part === 'tool call' && field && fields.includes(field) ? block.call.name.length + 1 : null;
};

const isOwnWords = (block: Block): boolean =>
  (block.kind === 'text' || block.kind === 'command') && !block.sidechain;
const isSpeaker = (field: Field): boolean => field === 'developer' || field === 'agent';

/** What the target of a call is, as search tells them apart. */
const fieldOfCalls: Readonly<Partial<Record<ToolKind, Field>>> = {
  read: 'path',
  edit: 'path',
  search: 'path',
  run: 'command',
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
