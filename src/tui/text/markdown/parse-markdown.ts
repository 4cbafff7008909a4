import { GFM, parser } from '@lezer/markdown';
import { mostMarkdownChars, type ParseMarkdown } from './markdown-context.ts';

const github = parser.configure(GFM);

/** The parser looks for the end of a link from every bracket: with thousands open that is quadratic. */
const mostBrackets = 2000;
/** So many containers opened on one line are no writing. */
const deep = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]))){40}/m;

/** Parses GitHub's Markdown. It brings the parser: import it only when there is time. */
export const parseMarkdown: ParseMarkdown = text => {
  if (text.length > mostMarkdownChars || text.split('[').length > mostBrackets || deep.test(text))
    return null;
  return github.parse(text).topNode;
};
