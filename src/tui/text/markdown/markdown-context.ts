import type { SyntaxNode } from '@lezer/common';
import type { Highlight } from '../code/highlight-spans.ts';

/** Longer text is read as plain lines: parsing a megabyte takes seconds. */
export const mostMarkdownChars = 60_000;

/**
 * The syntax tree of a text; its nodes cover the text without a gap, by UTF-16 offsets, so that each word keeps its place.
 * Null for text that would take too long: it is to be shown as it is.
 */
export type ParseMarkdown = (text: string) => SyntaxNode | null;

/** How a Markdown text is drawn. */
export type MarkdownContext = {
  readonly source: string;
  /** Columns that a line may take. */
  readonly width: number;
  /** `**`, backquotes and brackets stay: for words that must be read as they were typed, and where there is no colour. */
  readonly keepsMarks: boolean;
  /** Can text be a link? Else its address stands behind it. */
  readonly links: boolean;
  /** Does a piece hold what is looked for? An address that does is drawn. */
  readonly isFound?: (piece: string) => boolean;
  /** Null until the parser is loaded: the text is shown as it was written. */
  readonly parse: ParseMarkdown | null;
  /** Null until the grammars are loaded. */
  readonly highlight: Highlight | null;
};

/** The nodes directly below `node`, in order. */
export const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
};
