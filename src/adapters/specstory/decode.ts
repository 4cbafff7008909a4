import type { FileEdit, ToolCall } from '../../domain/tool-call.ts';
import type { Block } from '../../domain/turn.ts';
import type { Adapter, PieceText } from '../adapter.ts';
import { toToolKind } from '../tool-kinds.ts';
import { headerLine } from './scan.ts';

/** A part of an agent message that is no prose: a tool block, thinking, or Cursor's one-line tool records. */
const parts =
  /<tool-use data-tool-type="([^"]*)" data-tool-name="([^"]*)">([\s\S]*?)<\/tool-use>|<think>([\s\S]*?)(?:<\/think>|$)|^(Read file|Edited file|Cancelled|Error calling tool)[:.]?(.*)$|^<details>\s*\n\s*<summary>(.*?)<\/summary>([\s\S]*?)<\/details>|^```(bash|diff)\n([\s\S]*?)^```[ \t]*$(?:\n*```\n([\s\S]*?)^```[ \t]*$)?/gm;

export const decodeSpecstory: Adapter['decode'] = (_speaker, pieces) => {
  const blocks = pieces.flatMap(toBlocks);
  const model = pieces
    .map(piece => headerLine.exec(firstLine(piece.text))?.[3])
    .findLast(detail => detail && /[a-z]/i.test(detail.replace('Z', '')));
  return { blocks, model: model ?? null };
};

const firstLine = (text: string): string => text.slice(0, Math.max(0, text.indexOf('\n')));

const toBlocks = (piece: PieceText): Block[] => {
  const body = bodyOf(piece.text);
  const at = null;
  if (piece.as === 'prompt') return body ? [{ kind: 'text', text: body, at, sidechain: false }] : [];
  if (piece.as === 'command') return [{ kind: 'command', text: toCommand(body), at, sidechain: false }];
  if (piece.as === 'interruption') return [{ kind: 'interruption', at, sidechain: false }];
  return agentBlocks(body, piece.as === 'side');
};

/** The message without its header line, follow-up heads and the rule that ends it. */
const bodyOf = (text: string): string =>
  text
    .slice(text.indexOf('\n') === -1 ? text.length : text.indexOf('\n') + 1)
    .replaceAll('\r\n', '\n')
    .replace(/^_\*{4}_[ \t]*$/gm, '')
    .trim()
    .replace(/(?:\n|^)(?:---\s*)+$/, '')
    .trim();

const agentBlocks = (body: string, sidechain: boolean): Block[] => {
  const blocks: Block[] = [];
  const say = (text: string) => {
    const words = text.replace(/^---[ \t]*$/gm, '').trim();
    if (words) blocks.push({ kind: 'text', text: words, at: null, sidechain });
  };
  let from = 0;
  for (const match of body.matchAll(parts)) {
    say(body.slice(from, match.index));
    from = match.index + match[0].length;
    blocks.push(...toPart(match, sidechain));
  }
  say(body.slice(from));
  return blocks;
};

const toPart = (match: RegExpExecArray, sidechain: boolean): Block[] => {
  const [, , name, body, thought, cursor, rest, summary, detail, fence, code, output] = match;
  const tool = (call: ToolCall): Block[] => [{ kind: 'tool', call, at: null, sidechain }];
  if (thought !== undefined)
    return [
      { kind: 'thinking', text: thought.replace(/<\/?(details|summary)>/g, '').trim(), at: null, sidechain },
    ];
  if (name !== undefined) return tool(toolUse(name, body ?? ''));
  if (cursor === 'Cancelled') return [{ kind: 'interruption', at: null, sidechain }];
  if (cursor !== undefined)
    return tool(toCall(cursor, (rest ?? '').trim(), '', cursor.startsWith('Error') ? 'error' : 'ok'));
  if (summary !== undefined)
    return tool(
      toCall(summary.split(/[:•]/)[0]?.trim() ?? 'tool', summary.replace(/\*\*/g, ''), detail ?? '', 'ok'),
    );
  if (fence === 'bash') return tool(toCall('shell', (code ?? '').trim(), output ?? '', 'unknown'));
  return tool({ ...toCall('edit', '', '', 'ok'), edits: [toEdit('', code ?? '')] });
};

const toolUse = (name: string, body: string): ToolCall => {
  const fences = [...body.matchAll(/^(`{3,})(\w*)\n([\s\S]*?)^\1[ \t]*$/gm)];
  const command =
    /`([^`\n]+)`/.exec(body.replace(/```[\s\S]*/, ''))?.[1] ??
    fences.find(fence => fence[2] === 'bash')?.[3]?.trim() ??
    '';
  const output =
    fences
      .filter(fence => fence[2] !== 'bash')
      .map(fence => fence[3])
      .join('\n') || body.replace(/<\/?(details|summary)>/g, '');
  const interrupted = body.includes('[Request interrupted by user');
  const failed = /<tool_use_error>|^Error:|Exit code [1-9]|exited with code [1-9]/m.test(body);
  const status = interrupted
    ? 'interrupted'
    : body.includes("The user doesn't want to proceed")
      ? 'rejected'
      : failed
        ? 'error'
        : 'ok';
  const diff = fences.find(fence => fence[2] === 'diff')?.[3];
  const call = toCall(name, command, output, status);
  return { ...call, edits: diff === undefined ? [] : [toEdit(command, diff)], exitCode: exitOf(body) };
};

const exitOf = (body: string): number | null => {
  const code = /(?:exited with code|Exit code:?) (\d+)/i.exec(body)?.[1];
  return code === undefined ? null : Number(code);
};

const toCall = (name: string, target: string, output: string, status: ToolCall['status']): ToolCall => ({
  id: `${name} ${target}`,
  name,
  kind: toToolKind(name),
  target,
  input: null,
  output: output.trim() || null,
  status,
  exitCode: null,
  edits: [],
  subagent: null,
});

const toEdit = (path: string, diff: string): FileEdit => {
  const side = (sign: string) =>
    diff
      .split('\n')
      .filter(line => !line.startsWith(sign))
      .map(line => line.replace(/^[+-] ?| {1,2}/, ''))
      .join('\n');
  return { path, before: side('+'), after: side('-') };
};

const toCommand = (text: string): string => {
  const tag = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1]?.trim() ?? '';
  return `${tag('command-name')} ${tag('command-args')}`.trim() || text.slice(0, 200);
};
