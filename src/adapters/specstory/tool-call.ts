import type { ToolCall, ToolKind, ToolStatus } from '../../domain/tool-call.ts';
import { toKind } from './call-kind.ts';
import { fromDetails, fromRecord, fromShell, type Told } from './cursor-call.ts';
import type { Part } from './cut-parts.ts';
import { editsOf, toEdit } from './edits.ts';
import { inputOf, targetOf } from './target.ts';
import { readToolBody, type ToolBody } from './tool-body.ts';

/** What a tool part tells of the call: as much as its text shows. `id` tells calls of one log apart. */
export const toToolCall = (part: Part, id: string): ToolCall => {
  const told = tell(part);
  return {
    id,
    kind: toKind('', told.name),
    input: null,
    output: null,
    status: 'unknown',
    exitCode: null,
    edits: [],
    subagent: null,
    ...told,
  };
};

const tell = (part: Part): Told => {
  const [first = ''] = part.lines;
  switch (part.kind) {
    case 'tool-use': {
      const [, type = '', name = ''] = /data-tool-type="([^"]*)" data-tool-name="([^"]*)"/.exec(first) ?? [];
      return fromBody(name || 'tool', type, readToolBody(part.lines));
    }
    case 'plain-tool': {
      const body = readToolBody(part.lines.slice(1));
      const name = /\*\*(.*?)\*\*/.exec(first)?.[1] ?? 'tool';
      return fromBody(name, '', { ...body, summary: first });
    }
    case 'details':
      return fromDetails(readToolBody(part.lines));
    case 'shell':
      return fromShell(part.lines);
    case 'diff':
      return {
        name: 'edit',
        target: '',
        kind: 'edit',
        status: 'ok',
        edits: [toEdit('', part.lines.slice(1, -1))],
      };
    default:
      return fromRecord(first);
  }
};

const fromBody = (name: string, type: string, body: ToolBody): Told => {
  const kind = toKind(type, name);
  const results = resultsOf(body, kind);
  const output = results || (kind === 'run' ? '' : body.prose);
  const target = targetOf(body, kind, results);
  const edits = kind === 'edit' ? editsOf(body, target) : [];
  return {
    name,
    kind,
    target,
    input: inputOf(body),
    output: output || null,
    ...outcomeOf(`${results}\n${body.prose}`.slice(0, 600), body.prose),
    edits,
  };
};

const resultsOf = ({ prose, fences }: ToolBody, kind: ToolKind): string => {
  const hidden = /^(?:Parameters|Additional data):/m.test(prose) ? 1 : 0;
  return fences
    .slice(hidden)
    .filter(({ language }) => language !== 'diff' && !(kind === 'run' && language === 'bash'))
    .map(({ text }) => text)
    .join('\n');
};

/** Reads the end of a call from the start of its output: deeper down, the words are those of some file. */
const outcomeOf = (start: string, prose: string): { status: ToolStatus; exitCode: number | null } => {
  const code = /^(?:Process exited with code|Exit code:?) (\d+)/im.exec(start)?.[1];
  const exitCode = code === undefined ? null : Number(code);
  if (/^\[Request interrupted by user/m.test(`${start}\n${prose}`))
    return { status: 'interrupted', exitCode };
  if (/^The user doesn't want to (?:proceed|take this action)/m.test(start))
    return { status: 'rejected', exitCode };
  const failed = exitCode ? exitCode > 0 : /<tool_use_error>|^Error:/m.test(start);
  return { status: failed ? 'error' : start.trim() ? 'ok' : 'unknown', exitCode };
};
