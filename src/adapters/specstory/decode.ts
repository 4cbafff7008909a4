import type { Block } from '../../domain/turn.ts';
import type { Adapter, PieceText } from '../adapter.ts';
import { cutParts, isToolPart, type Part } from './cut-parts.ts';
import { headerLine, interruptLine, toModel, toTime } from './header.ts';
import { toToolCall } from './tool-call.ts';

type Mark = { readonly at: string | null; readonly sidechain: boolean };

/** Decodes the messages of one turn, each line once. */
export const decodeSpecstory: Adapter['decode'] = (_speaker, pieces) => ({
  blocks: pieces.flatMap(toBlocks),
  model: pieces.map(piece => toModel(detailOf(piece))).findLast(Boolean) ?? null,
  tokens: null,
  cost: null,
});

const detailOf = ({ text }: PieceText): string =>
  headerLine.exec(text.split('\n', 1)[0]?.trimEnd() ?? '')?.[3] ?? '';

const toBlocks = (piece: PieceText): Block[] => {
  const at = toTime(detailOf(piece));
  const body = bodyOf(piece.text);
  const mark = { at, sidechain: piece.as === 'side' };
  if (!body) return [];
  switch (piece.as) {
    case 'prompt':
    case 'interruption':
      return promptBlocks(body, mark);
    case 'command':
      return [{ kind: 'command', text: toCommand(body), ...mark }];
    case 'note':
      return [{ kind: 'note', label: 'from the agent’s own program', text: body, ...mark }];
    default:
      return cutParts(body, piece.as === 'cursor').flatMap((part, index) =>
        partBlocks(part, `${piece.from}-${index}`, mark),
      );
  }
};

/** The message without its header line and the rules that end it. */
const bodyOf = (text: string): string => {
  const lines = text.split('\n').map(line => (line.endsWith('\r') ? line.slice(0, -1) : line));
  let end = lines.length;
  while (end > 1 && /^(?:---)?\s*$/.test(lines[end - 1] ?? '')) end -= 1;
  let start = 1;
  while (start < end && lines[start]?.trim() === '') start += 1;
  return lines.slice(start, end).join('\n');
};

const promptBlocks = (body: string, mark: Mark): Block[] => {
  const [first = ''] = body.split('\n', 1);
  if (!interruptLine.test(first)) return [{ kind: 'text', text: body, ...mark }];
  const words = body.slice(first.length).trim();
  const stop: Block = { kind: 'interruption', ...mark };
  return words ? [stop, { kind: 'text', text: words, ...mark }] : [stop];
};

const partBlocks = (part: Part, id: string, mark: Mark): Block[] => {
  if (isToolPart(part)) return [{ kind: 'tool', call: toToolCall(part, id), ...mark }];
  if (part.kind === 'cancelled' || part.kind === 'interrupted') return [{ kind: 'interruption', ...mark }];
  if (part.kind === 'thinking') return thinkingBlocks(part.lines.join('\n'), mark);
  return textBlocks(part.lines, mark);
};

const thinkingBlocks = (raw: string, mark: Mark): Block[] => {
  const end = raw.indexOf('</think>');
  const thought = (end === -1 ? raw : raw.slice(0, end))
    .replace(/^<think>(?:<details><summary>[^<\n]*<\/summary>)?/, '')
    .replace(/<\/details>$/, '')
    .trim();
  const after = end === -1 ? [] : [raw.slice(end + '</think>'.length)];
  return [
    ...(thought ? [{ kind: 'thinking' as const, text: thought, ...mark }] : []),
    ...textBlocks(after, mark),
  ];
};

/** Prose without the rules that part the agent's messages. */
const textBlocks = (lines: readonly string[], mark: Mark): Block[] => {
  const text = lines
    .filter(line => line !== '---' && line !== '_****_')
    .join('\n')
    .trim();
  return text ? [{ kind: 'text', text, ...mark }] : [];
};

const toCommand = (text: string): string => {
  const tag = (name: string) => {
    const from = text.indexOf(`<${name}>`);
    const to = text.indexOf(`</${name}>`, from);
    return from === -1 || to === -1 ? '' : text.slice(from + name.length + 2, to).trim();
  };
  return `${tag('command-name')} ${tag('command-args')}`.trim() || text.slice(0, 200);
};
