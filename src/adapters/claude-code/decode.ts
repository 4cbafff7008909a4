import type { FileEdit, ToolCall, ToolStatus } from '../../domain/tool-call.ts';
import type { Block } from '../../domain/turn.ts';
import type { Adapter, PieceText } from '../adapter.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { toTarget, toToolKind } from '../tool-kinds.ts';
import { contentBlocks, feedbackOf, isRefusal, promptText, resultText } from './prompt-kind.ts';

type Draft = { block: Block; call: string | null };

/** Turns the records of one turn into its blocks; results find their call by id. */
export const decodeClaudeCode: Adapter['decode'] = (_speaker, pieces) => {
  const records = pieces.flatMap(piece => {
    const record = readRecord(piece.text);
    return record ? [{ piece, record }] : [];
  });
  const results = new Map(
    records.flatMap(({ piece, record }) =>
      piece.as === 'result' ? [[resultId(record), record] as const] : [],
    ),
  );
  const drafts = records.flatMap(({ piece, record }) => toDrafts(piece, record));
  const blocks = drafts.map(({ block, call }) =>
    call === null ? block : withResult(block, results.get(call)),
  );
  const model = records
    .map(({ record }) => toText(toRecord(record.message)?.model))
    .findLast(name => name && name !== '<synthetic>');
  return { blocks, model: model ?? null };
};

const toDrafts = (piece: PieceText, record: JsonRecord): Draft[] => {
  const at = toText(record.timestamp) || null;
  const sidechain = piece.as.startsWith('side-');
  const plain = (block: Omit<Extract<Block, { kind: 'text' }>, 'at' | 'sidechain'>): Draft => ({
    block: { ...block, at, sidechain },
    call: null,
  });
  const note = (label: string, text: string): Draft => ({
    block: { kind: 'note', label, text, at, sidechain },
    call: null,
  });
  switch (piece.as) {
    case 'reply':
    case 'side-reply':
      return contentBlocks(record.message).flatMap(block => toReplyDraft(block, at, sidechain));
    case 'prompt':
      return [plain({ kind: 'text', text: promptText(record.message) }), ...images(record, at)].filter(
        ({ block }) => block.kind !== 'text' || block.text !== '',
      );
    case 'side-prompt':
      return [plain({ kind: 'text', text: promptText(record.message) })];
    case 'queued': {
      const prompt = toRecord(record.attachment)?.prompt;
      return [
        plain({ kind: 'text', text: typeof prompt === 'string' ? prompt : promptText({ content: prompt }) }),
      ];
    }
    case 'enqueued':
      return [plain({ kind: 'text', text: toText(record.content) })];
    case 'feedback':
      return [plain({ kind: 'text', text: feedbackOf(record) })];
    case 'interruption':
      return [{ block: { kind: 'interruption', at, sidechain }, call: null }];
    case 'command':
      return [
        {
          block: { kind: 'command', text: toCommand(promptText(record.message)), at, sidechain },
          call: null,
        },
      ];
    case 'system-command':
      return [
        { block: { kind: 'command', text: toCommand(toText(record.content)), at, sidechain }, call: null },
      ];
    case 'system':
      return [note(toText(record.subtype).replaceAll('_', ' '), toText(record.content))];
    case 'note':
      return [
        note(
          record.isCompactSummary === true ? 'summary of the conversation so far' : 'given to the agent',
          promptText(record.message),
        ),
      ];
    default:
      return [];
  }
};

const toReplyDraft = (block: JsonRecord, at: string | null, sidechain: boolean): Draft[] => {
  if (block.type === 'text' && toText(block.text).trim()) {
    return [{ block: { kind: 'text', text: toText(block.text), at, sidechain }, call: null }];
  }
  if (block.type === 'thinking' && toText(block.thinking).trim()) {
    return [{ block: { kind: 'thinking', text: toText(block.thinking), at, sidechain }, call: null }];
  }
  if (block.type !== 'tool_use') return [];
  const id = toText(block.id);
  return [
    { block: { kind: 'tool', call: toCall(id, toText(block.name), block.input), at, sidechain }, call: id },
  ];
};

const toCall = (id: string, name: string, input: unknown): ToolCall => ({
  id,
  name,
  kind: toToolKind(name),
  target: toTarget(input),
  input,
  output: null,
  status: 'unknown',
  exitCode: null,
  edits: toEdits(name, toRecord(input) ?? {}),
  subagent: null,
});

const toEdits = (name: string, input: JsonRecord): FileEdit[] => {
  const path = toText(input.file_path) || toText(input.notebook_path);
  if (name === 'Write') return [{ path, before: null, after: toText(input.content) }];
  if (name === 'Edit') return [{ path, before: toText(input.old_string), after: toText(input.new_string) }];
  if (name !== 'MultiEdit') return [];
  return toRecords(input.edits).map(edit => ({
    path,
    before: toText(edit.old_string),
    after: toText(edit.new_string),
  }));
};

const withResult = (block: Block, record: JsonRecord | undefined): Block => {
  if (block.kind !== 'tool' || !record) return block;
  const result = contentBlocks(record.message).find(part => part.type === 'tool_result');
  const output = resultText(result?.content);
  const status = toStatus(
    output,
    result?.is_error === true,
    toRecord(record.toolUseResult)?.interrupted === true,
  );
  const exit = /^Exit code (\d+)/.exec(output)?.[1];
  const exitCode =
    exit !== undefined ? Number(exit) : block.call.kind === 'run' && status === 'ok' ? 0 : null;
  const subagent = toText(toRecord(record.toolUseResult)?.agentId) || null;
  return { ...block, call: { ...block.call, output, status, exitCode, subagent } };
};

const toStatus = (output: string, isError: boolean, interrupted: boolean): ToolStatus => {
  if (isError && isRefusal(output)) return 'rejected';
  if (interrupted || output.startsWith('[Request interrupted by user')) return 'interrupted';
  return isError ? 'error' : 'ok';
};

const images = (record: JsonRecord, at: string | null): Draft[] =>
  contentBlocks(record.message).flatMap(block => {
    const source = block.type === 'image' ? toRecord(block.source) : undefined;
    if (!source) return [];
    const bytes = Math.floor((toText(source.data).length * 3) / 4);
    return [
      {
        block: { kind: 'image', mediaType: toText(source.media_type), bytes, at, sidechain: false },
        call: null,
      },
    ];
  });

const resultId = (record: JsonRecord): string =>
  toText(contentBlocks(record.message).find(block => block.type === 'tool_result')?.tool_use_id);

const toCommand = (text: string): string => {
  const tag = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1]?.trim() ?? '';
  const bash = tag('bash-input');
  return bash
    ? `! ${bash}`
    : `${tag('command-name') || tag('command-message')} ${tag('command-args')}`.trim();
};
