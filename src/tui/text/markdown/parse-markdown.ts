import type { SyntaxNode } from '@lezer/common';
import { GFM, parser } from '@lezer/markdown';

const github = parser.configure(GFM);

/** Longer text is read as plain lines: parsing a megabyte takes seconds. */
export const mostMarkdownChars = 60_000;
/** The parser looks for the end of a link from every bracket: with thousands open that is quadratic. */
const mostBrackets = 2000;
/** So many containers opened on one line are no writing. */
const deep = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]))){40}/m;

/**
 * The syntax tree of GitHub's Markdown; its nodes cover the text without a gap, by UTF-16 offsets, so that each word keeps
 * its place. Null for text that would take too long: it is to be shown as it is.
 */
export const parseMarkdown = (text: string): SyntaxNode | null => {
  if (text.length > mostMarkdownChars || text.split('[').length > mostBrackets || deep.test(text))
    return null;
  return github.parse(text).topNode;
};

/** The nodes directly below `node`, in order. */
export const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
};
