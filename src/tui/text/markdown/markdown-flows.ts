import type { SyntaxNode } from '@lezer/common';
import { highlightLines, linesOf } from '../code/highlight-spans.ts';
import { added, type Span, toSpans } from '../span.ts';
import { blank, columnsOf, type Flow } from '../wrap-spans.ts';
import { toInlineLines } from './inline-lines.ts';
import { childrenOf, type MarkdownContext } from './markdown-context.ts';
import { toTableFlows } from './table-flows.ts';

/** Deeper or narrower containers are drawn as they were written: their borders would leave no room for words. */
const deepest = 8;
const narrowest = 20;
const quoteBar = [added('│ ', 'dim')];
const codeEdge = [added('▏ ', 'dim')];
const containers = new Set(['Document', 'BulletList', 'OrderedList']);

/** A text as lines to wrap, drawn as the Markdown that it is; text too wild to parse as it was written. */
export const toMarkdownFlows = (context: MarkdownContext): Flow[] => {
  const { source, parse } = context;
  const document = parse?.(source);
  return document ? blockFlows(document, context, 0) : toPlainFlows(source, { from: 0, to: source.length });
};

/** A part of a text line by line, as it was written. */
export const toPlainFlows = (
  source: string,
  { from, to }: { readonly from: number; readonly to: number },
  looks: Span['looks'] = [],
): Flow[] =>
  linesOf(source.slice(from, to), from).map(line => ({
    spans: toSpans(source, { from: line.from, to: line.from + line.end - line.start }, looks),
    breaks: 'words',
  }));

const blockFlows = (node: SyntaxNode, context: MarkdownContext, depth: number): Flow[] => {
  const { source, width } = context;
  if (depth > deepest || width < narrowest) return toPlainFlows(source, node);
  if (containers.has(node.name)) return insideFlows(node, context, depth);
  if (/^(ATX|Setext)Heading/.test(node.name)) return headingFlows(node, context);
  switch (node.name) {
    case 'QuoteMark':
    case 'ListMark':
      return [];
    case 'Paragraph':
    case 'Task':
      return toProse(toInlineLines(node, context));
    case 'Blockquote':
      return framed(quoteBar, quoteBar, context, inner => insideFlows(node, inner, depth));
    case 'ListItem':
      return itemFlows(node, context, depth);
    case 'FencedCode':
    case 'CodeBlock':
      return codeFlows(node, context);
    case 'HorizontalRule':
      return [
        {
          spans: [{ text: '─'.repeat(Math.max(3, width)), from: node.from, to: node.to, looks: ['dim'] }],
          breaks: 'anywhere',
        },
      ];
    case 'Table':
      return toTableFlows(node, context);
    default:
      return toPlainFlows(source, node);
  }
};

/** The blocks inside of a container, with a blank line where the source has one or more. */
const insideFlows = (node: SyntaxNode, context: MarkdownContext, depth: number): Flow[] => {
  const flows: Flow[] = [];
  let end = node.from;
  for (const child of childrenOf(node)) {
    const drawn = blockFlows(child, context, depth + 1);
    if (drawn.length === 0) continue;
    if (flows.length > 0 && /\n[ \t>]*\n/.test(context.source.slice(end, child.from))) flows.push(blank);
    flows.push(...drawn);
    end = child.to;
  }
  return flows;
};

const toProse = (lines: readonly Span[][]): Flow[] => lines.map(spans => ({ spans, breaks: 'words' }));

/** A heading keeps its `#`, which tells it apart without colour too; one that is underlined gets it. */
const headingFlows = (node: SyntaxNode, context: MarkdownContext): Flow[] => {
  const lines = toInlineLines(node, context, ['heading']);
  if (node.name.startsWith('ATX')) return toProse(lines);
  const hashes = added(node.name.endsWith('1') ? '# ' : '## ', 'heading');
  return toProse(lines.slice(0, -1).map((spans, index) => (index === 0 ? [hashes, ...spans] : spans)));
};

const itemFlows = (node: SyntaxNode, context: MarkdownContext, depth: number): Flow[] => {
  const mark = node.getChild('ListMark');
  if (!mark) return toPlainFlows(context.source, node);
  const bullet = [...bulletSpans(node, mark, context.source), added(' ')];
  const further = [added(' '.repeat(columnsOf(bullet)))];
  return framed(bullet, further, context, inner => {
    const flows = insideFlows(node, inner, depth);
    return flows.length > 0 ? flows : [blank];
  });
};

const bulletSpans = (item: SyntaxNode, mark: SyntaxNode, source: string): Span[] => {
  const box = item.getChild('Task')?.getChild('TaskMarker');
  if (box) {
    const isDone = /x/i.test(source.slice(box.from, box.to));
    return [{ text: isDone ? '☑' : '☐', from: box.from, to: box.to, looks: [isDone ? 'ok' : 'accent'] }];
  }
  if (item.parent?.name === 'OrderedList') return toSpans(source, mark, ['accent']);
  return [{ text: '•', from: mark.from, to: mark.to, looks: ['accent'] }];
};

/** Puts a border or bullet before the lines of what stands in a container. */
const framed = (
  first: readonly Span[],
  rest: readonly Span[],
  context: MarkdownContext,
  draw: (inner: MarkdownContext) => Flow[],
): Flow[] =>
  draw({ ...context, width: context.width - columnsOf(first) }).map((flow, index) => ({
    ...flow,
    first: [...(index === 0 ? first : rest), ...(flow.first ?? [])],
    rest: [...rest, ...(flow.rest ?? flow.first ?? [])],
  }));

const codeFlows = (node: SyntaxNode, { source, highlight }: MarkdownContext): Flow[] => {
  const info = node.getChild('CodeInfo');
  const language = info ? source.slice(info.from, info.to) : '';
  const parts = node.getChildren('CodeText');
  const code = parts.map(({ from, to }) => source.slice(from, to)).join('');
  const title: Flow[] = info
    ? [{ spans: toSpans(source, info, ['dim']), first: codeEdge, breaks: 'anywhere' }]
    : [];
  let start = 0;
  const lines = parts.flatMap(({ from, to }) => {
    const text = source.slice(from, to).replace(/\n$/, '');
    const found = linesOf(text).map(line => ({
      start: start + line.start,
      end: start + line.end,
      from: from + line.start,
    }));
    start += to - from;
    return found;
  });
  const tokens = language && highlight ? highlight(code, language) : [];
  return [
    ...title,
    ...highlightLines(source, lines, tokens).map(spans => ({
      spans,
      first: codeEdge,
      breaks: 'anywhere' as const,
    })),
  ];
};
