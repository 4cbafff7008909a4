import type { ToolCall, ToolKind } from '../../domain/tool-call.ts';
import { toEdit } from './edits.ts';
import type { ToolBody } from './tool-body.ts';

/** What a record tells; all else of a call has a default. */
export type Told = Pick<ToolCall, 'name' | 'target'> & Partial<ToolCall>;

/** A search, list or edit that Cursor put in a details block. */
export const fromDetails = ({ summary, prose, fences }: ToolBody): Told => {
  const plain = summary.replaceAll('**', '');
  const [, name = 'tool', target = ''] =
    /^(Listed|Searched|Grep search|Edit(?:ed)? file|Read file|Fetched|MCP tool call)[: ]*(.*)$/.exec(plain) ??
    [];
  const kind = detailKinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
  const about = target.replace(/\s*•.*$/, '').replace(/^(?:directory|codebase|web|for)\s+/, '');
  const diffs = fences.filter(({ language }) => language === 'diff');
  const output = [prose, ...fences.map(({ text }) => text)].filter(Boolean).join('\n');
  return {
    name,
    kind,
    target: about.replace(/^"(.*)"$/, '$1'),
    output: output || null,
    status: 'ok',
    edits: diffs.map(({ text }) => toEdit(about, text.split('\n'))),
  };
};
const detailKinds: readonly (readonly [RegExp, ToolKind])[] = [
  [/^(?:Listed|Searched|Grep)/, 'search'],
  [/^Edit/, 'edit'],
  [/^(?:Read|Fetched)/, 'read'],
];

/** A command of Cursor’s with its output in a second fence. */
export const fromShell = (lines: readonly string[]): Told => {
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '```');
  const start = lines.indexOf('```', end + 1);
  const output = lines
    .slice(start + 1)
    .join('\n')
    .replace(/\n?```\s*$/, '');
  return {
    name: 'shell',
    kind: 'run',
    target: lines.slice(1, end).join('\n').trim(),
    output: output || null,
  };
};

/** One of Cursor’s one-line records. */
export const fromRecord = (line: string): Told => {
  const path = /^(?:Read|Edited) file: (.*)$/.exec(line)?.[1];
  if (path !== undefined)
    return line.startsWith('Read')
      ? { name: 'read_file', kind: 'read', target: path, status: 'ok' }
      : { name: 'edit_file', kind: 'edit', target: path, status: 'ok' };
  const missing = /^Could not find file '(.*?)'/.exec(line)?.[1];
  if (missing !== undefined)
    return { name: 'read_file', kind: 'read', target: missing, output: line, status: 'error' };
  const name = /^Error calling tool '(.*?)'/.exec(line)?.[1] ?? 'tool';
  return { name, target: '', output: line, status: 'error' };
};
