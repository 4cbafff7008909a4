import { usualKeymap } from '../../../keys/keymap.ts';
import { nameKeys } from '../../../keys/name-keys.ts';
import type { Mark } from '../../../paint-ranges.ts';
import type { Highlight } from '../../../text/code/highlight-spans.ts';
import type { ParseMarkdown } from '../../../text/markdown/markdown-context.ts';
import type { Flow } from '../../../text/wrap-spans.ts';
import type { Branch } from '../branch.ts';
import type { FindIn, Part } from '../find-matches.ts';

/** A part of a block, all of whose spans stand in the same text: lines to wrap, and the marks on that text. */
export type Passage = {
  readonly flows: readonly Flow[];
  readonly marks?: readonly Mark[];
  /** Which searched text of its block (`partsOf`) its spans stand in, from its beginning; absent for what is not searched. */
  readonly part?: Part;
};

/** What a block is drawn with, besides what the person chose to see. */
export type ReadingAids = {
  /** Can the terminal make text a link? */
  readonly links: boolean;
  /** Null until the parser is loaded. */
  readonly parse: ParseMarkdown | null;
  /** Null until the grammars are loaded. */
  readonly highlight: Highlight | null;
  /** Puts the keys of actions into words: `{fold} opens`. */
  readonly nameKeys: (words: string) => string;
};
export const plainReading: ReadingAids = {
  links: false,
  parse: null,
  highlight: null,
  nameKeys: words => nameKeys(words, usualKeymap.replay),
};

/** How one block is drawn. */
export type BlockView = {
  /** Columns that its lines may take. */
  readonly width: number;
  /** Did the person open this block with all it holds? */
  readonly isOpen: boolean;
  /** Are tool calls drawn with what they gave back, or as a line each? */
  readonly showsOutput: boolean;
  /** What find-in-session looks for, where the turn answers it. */
  readonly find: FindIn;
  /** The developer's words are read as they were typed. */
  readonly keepsMarks: boolean;
  /** What the subagent did that a tool call started; null: its log is not here, undefined: nobody looked yet. */
  readonly branch?: Branch | null | undefined;
};
