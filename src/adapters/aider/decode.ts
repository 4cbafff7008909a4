import type { Adapter, PieceText } from '../adapter.ts';
import { blocksAt, joinParts, type Part, toAskedCall } from '../decode-records.ts';
import { searchReplaceEdits } from '../search-replace.ts';
import { wordsOf } from './line-kind.ts';

/** Decodes the messages of a turn. */
export const decodeAider: Adapter['decode'] = (_speaker, pieces) => joinParts(pieces.flatMap(toParts));

const toParts = ({ as, text }: PieceText): Part[] => {
  const block = blocksAt(null);
  const words = text
    .split('\n')
    .map(line => wordsOf(line.replace(/\r$/, '')))
    .join('\n');
  switch (as) {
    case 'prompt':
      return block.text(words);
    case 'command':
      return block.command(words.trim());
    case 'machine':
      return block.note('sent by Aider itself', words);
    case 'stop':
      return block.interruption();
    case 'output':
      return [...modelIn(words), ...block.note(labelOf(words), words)];
    default:
      return [...replyParts(text.trimEnd()), ...editParts(text)];
  }
};

const modelIn = (words: string): Part[] => {
  const name = /^(?:Main )?[Mm]odel: (\S+)/m.exec(words)?.[1];
  return name ? [{ kind: 'model', name }] : [];
};

/** A question that was answered with no is a refusal of what the program was about to do. */
const labelOf = (words: string): string =>
  /\?.*(?:\[(?:Yes|No)\]:)? n\s*$/im.test(words) ? 'answered with no' : 'Aider';

const thought = /<thinking-content-\w+>\s*([\s\S]*?)\s*(?:<\/thinking-content-\w+>|$(?![\s\S]))/g;

const replyParts = (text: string): Part[] => {
  const block = blocksAt(null);
  const thoughts = [...text.matchAll(thought)].map(([, words = '']) => words).join('\n\n');
  return [...block.thinking(thoughts), ...block.text(text.replace(thought, '').trim())];
};

/** A file's name stands on the line before the fence of its blocks. */
const fenced = /^([^\s`#>][^\n]*)\r?\n(?:`{3,}|~{3,})[^\n]*\r?\n(<{5,} SEARCH[\s\S]*?>{5,} REPLACE)/gm;

const editParts = (text: string): Part[] =>
  [...text.matchAll(fenced)].flatMap(([, path = '', blocks = ''], index) => {
    const file = path.trim();
    const call = toAskedCall(`edit ${index}`, 'edit block', { path: file });
    return blocksAt(null).tool({ ...call, kind: 'edit', edits: searchReplaceEdits(blocks, file) });
  });
