import type { SyntaxNode } from '@lezer/common';
import type { StyleName } from '../../theme.ts';
import { toAddress } from '../hyperlink.ts';
import { added, type Span, toSpans } from '../span.ts';
import { childrenOf, type MarkdownContext } from './markdown-context.ts';

type Ink = { readonly looks: readonly StyleName[]; readonly link?: string | undefined };

/** Deeper nesting is drawn as it was written. */
const deepest = 20;
const looksOf: Readonly<Record<string, StyleName>> = {
  Emphasis: 'emphasis',
  StrongEmphasis: 'strong',
  Strikethrough: 'strike',
  InlineCode: 'code',
};
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** A paragraph, heading or cell as one list of spans for each line of its source: line breaks stay where they were typed. */
export const toInlineLines = (
  node: SyntaxNode,
  context: MarkdownContext,
  looks: readonly StyleName[] = [],
): Span[][] => {
  const { source } = context;
  const column = node.from - (source.lastIndexOf('\n', node.from - 1) + 1);
  const lines = createLines(source, column);
  drawInside(node, { looks }, { context, lines, depth: 0 });
  return lines.read();
};

type Lines = ReturnType<typeof createLines>;
type Drawing = { readonly context: MarkdownContext; readonly lines: Lines; readonly depth: number };

/** Collects spans line by line; what indents a further line as far as the first one belongs to the container. */
const createLines = (source: string, column: number) => {
  const lines: Span[][] = [[]];
  let indent = Number.POSITIVE_INFINITY;
  const feed = () => {
    lines.push([]);
    indent = 0;
  };
  const textOf = (from: number, to: number, { looks, link }: Ink) => {
    let at = from;
    while (at < to && indent < column && /[ \t]/.test(source[at] ?? '')) {
      at += 1;
      indent += 1;
    }
    if (at >= to) return;
    indent = Number.POSITIVE_INFINITY;
    lines.at(-1)?.push(...toSpans(source, { from: at, to }, looks, link));
  };
  return {
    read: () => lines,
    add: (span: Span) => lines.at(-1)?.push(span),
    text: (from: number, to: number, ink: Ink) => {
      let at = from;
      for (const { index } of source.slice(from, to).matchAll(/\n/g)) {
        textOf(at, from + index, ink);
        feed();
        at = from + index + 1;
      }
      textOf(at, to, ink);
    },
    /** Passes over a mark of the container. */
    pass: (length: number) => {
      indent += length;
    },
    /** The blank behind a mark belongs to the mark. */
    dropBlank: () => {
      indent = column - 1;
    },
  };
};

const drawInside = (node: SyntaxNode, ink: Ink, drawing: Drawing): void => {
  const { lines, depth } = drawing;
  let at = node.from;
  for (const child of depth < deepest ? childrenOf(node) : []) {
    lines.text(at, child.from, ink);
    drawNode(child, ink, { ...drawing, depth: depth + 1 });
    at = child.to;
  }
  lines.text(at, node.to, ink);
};

type Draw = (node: SyntaxNode, ink: Ink, drawing: Drawing) => void;

const drawNode: Draw = (node, ink, drawing) => {
  const look = looksOf[node.name];
  if (look) drawInside(node, { ...ink, looks: [...ink.looks, look] }, drawing);
  else (drawers[node.name] ?? drawInside)(node, ink, drawing);
};

/** A mark of the syntax: read where words are read as they were typed. */
const drawMark: Draw = ({ from, to }, ink, { context, lines }) => {
  if (context.keepsMarks) lines.text(from, to, ink);
};

const drawEntity: Draw = ({ from, to }, ink, { context, lines }) => {
  const text = entities[context.source.slice(from, to)];
  if (text === undefined || context.keepsMarks) lines.text(from, to, ink);
  else lines.add({ text, from, to, ...ink });
};

/** Its words lead to its address; where the terminal has no links the address stands behind them. */
const drawLink: Draw = (node, ink, drawing) => {
  const { context, lines } = drawing;
  const url = node.getChild('URL');
  const linked = url ? linkInk(context.source.slice(url.from, url.to), ink, context) : ink;
  if (url && !context.keepsMarks) {
    drawLabel(node, linked, drawing);
    if (!linked.link || isFound(url, context)) drawAddress(url, ink, lines);
    // A link by reference says nothing without its brackets.
  } else if (url) drawInside(node, linked, drawing);
  else lines.text(node.from, node.to, ink);
};

/** What stands between the first brackets. */
const drawLabel: Draw = (node, ink, drawing) => {
  const { lines } = drawing;
  if (node.name === 'Image') lines.add(added('▣ ', ...ink.looks));
  const [open, close] = node.getChildren('LinkMark');
  const [from, to] = [open?.to ?? node.from, close?.from ?? node.to];
  let at = from;
  for (const child of childrenOf(node)) {
    if (child.from < from || child.to > to) continue;
    lines.text(at, child.from, ink);
    drawNode(child, ink, { ...drawing, depth: drawing.depth + 1 });
    at = child.to;
  }
  lines.text(at, to, ink);
};

const isFound = ({ from, to }: SyntaxNode, { source, isFound: isSought }: MarkdownContext): boolean =>
  isSought?.(source.slice(from, to)) === true;

const drawAddress = (url: SyntaxNode, ink: Ink, lines: Lines): void => {
  const looks = [...ink.looks, 'dim' as const];
  lines.add(added(' (', ...looks));
  lines.text(url.from, url.to, { looks });
  lines.add(added(')', ...looks));
};

const linkInk = (text: string, ink: Ink, { links }: MarkdownContext): Ink => {
  const link = toAddress(text);
  return link ? { looks: [...ink.looks, 'link'], link: links ? link : undefined } : ink;
};

const autolinkInk = ({ from, to }: SyntaxNode, ink: Ink, context: MarkdownContext): Ink =>
  linkInk(context.source.slice(from + 1, to - 1), ink, context);

const drawers: Readonly<Record<string, Draw>> = {
  EmphasisMark: drawMark,
  StrikethroughMark: drawMark,
  CodeMark: drawMark,
  LinkMark: drawMark,
  // Drawn by their containers.
  QuoteMark: ({ from, to }, _ink, { lines }) => lines.pass(to - from),
  TaskMarker: (_node, _ink, { lines }) => lines.dropBlank(),
  Link: drawLink,
  Image: drawLink,
  Autolink: (node, ink, drawing) => drawInside(node, autolinkInk(node, ink, drawing.context), drawing),
  URL: ({ from, to }, ink, { context, lines }) =>
    lines.text(from, to, ink.link ? ink : linkInk(context.source.slice(from, to), ink, context)),
  Escape: ({ from, to }, ink, { context, lines }) =>
    lines.text(context.keepsMarks ? from : from + 1, to, ink),
  HardBreak: ({ from, to }, ink, { context, lines }) =>
    lines.text(context.keepsMarks ? from : to - 1, to, ink),
  Entity: drawEntity,
};
