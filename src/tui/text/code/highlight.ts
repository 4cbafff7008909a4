import { common, createLowlight } from 'lowlight';
import type { StyleName } from '../../theme.ts';
import type { Highlight, Token } from './highlight-spans.ts';

type Node = ReturnType<ReturnType<typeof createLowlight>['highlight']>['children'][number];

/** More code than this takes longer than a frame may. */
const mostChars = 50_000;

/** What the highlighter calls a part of a code, as a style; what is not named here looks plain. */
const looks: Readonly<Record<string, StyleName>> = {
  keyword: 'keyword',
  'selector-tag': 'keyword',
  tag: 'keyword',
  name: 'keyword',
  literal: 'number',
  number: 'number',
  symbol: 'number',
  bullet: 'number',
  string: 'string',
  regexp: 'string',
  addition: 'added',
  deletion: 'removed',
  comment: 'comment',
  quote: 'comment',
  doctag: 'comment',
  meta: 'comment',
  title: 'name',
  section: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  type: 'type',
  built_in: 'type',
  class: 'type',
  variable: 'type',
  'template-variable': 'type',
};

/** Highlights code of the usual languages. It brings their grammars: import it only when there is time. */
export const createHighlight = (): Highlight => {
  const lowlight = createLowlight(common);
  return (code, language) => {
    const name = language.toLowerCase();
    if (code.length > mostChars || !lowlight.registered(name)) return [];
    return toTokens(lowlight.highlight(name, code).children);
  };
};

const toTokens = (nodes: readonly Node[]): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  const walk = (node: Node, look: StyleName | null): void => {
    if (node.type === 'text') {
      const end = at + node.value.length;
      if (look) tokens.push({ start: at, end, look });
      at = end;
    } else if (node.type === 'element') {
      const own = lookOf(node.properties.className);
      for (const child of node.children) walk(child, own ?? look);
    }
  };
  for (const node of nodes) walk(node, null);
  return tokens;
};

const lookOf = (names: unknown): StyleName | undefined => {
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' ? looks[first.replace(/^hljs-/, '')] : undefined;
};
