import { countOf } from '../../domain/count-of.ts';
import type { Block } from '../../domain/turn.ts';
import type { Adapter } from '../adapter.ts';
import { toImage } from '../image-block.ts';
import { type JsonRecord, readRecord, toRecord, toText } from '../read-record.ts';
import { contentBlocks, feedbackOf, promptText, toolResult } from './message.ts';
import { isSummary } from './prompt-kind.ts';
import { toCall } from './tool-call.ts';
import { replyCost, replyTokens } from './usage.ts';

type Entry = { readonly as: string; readonly record: JsonRecord };
type Results = ReadonlyMap<string, JsonRecord>;
/** A block before it is told when and by whom it was written. */
type Bare<Each = Block> = Each extends Block ? Omit<Each, 'at' | 'sidechain'> : never;

/** Turns the records of one turn into its blocks; results find their call by id. */
export const decodeClaudeCode: Adapter['decode'] = (_speaker, pieces) => {
  const entries = pieces.flatMap(piece => {
    const record = readRecord(piece.text.replace(/^\uFEFF/, ''), piece.from);
    return record ? [{ as: piece.as, record }] : [];
  });
  const results = new Map(
    entries.flatMap(({ as, record }) => (as === 'result' ? [[resultId(record), record] as const] : [])),
  );
  const replies = entries.flatMap(({ as, record }) => (as === 'reply' ? [record] : []));
  const model = replies
    .map(record => toText(toRecord(record.message)?.model))
    .findLast(name => name && name !== '<synthetic>');
  return {
    blocks: entries.flatMap(entry => toBlocks(entry, results)),
    model: model ?? null,
    tokens: replyTokens(replies),
    cost: replyCost(replies),
  };
};

const toBlocks = ({ as, record }: Entry, results: Results): Block[] => {
  const at = toText(record.timestamp) || null;
  const sidechain = as.startsWith('side-');
  return toBare({ as: sidechain ? as.slice('side-'.length) : as, record }, results).map(block => ({
    ...block,
    at,
    sidechain,
  }));
};

const toBare = ({ as, record }: Entry, results: Results): Bare[] => {
  if (as.startsWith('rewind ')) return [{ kind: 'rewind', to: Number(as.slice('rewind '.length)) }];
  switch (as) {
    case 'reply':
      return replyBlocks(record, results);
    case 'prompt':
      return [...words(promptText(record.message)), ...images(record.message)];
    case 'queued':
      return queuedBlocks(toRecord(record.attachment)?.prompt);
    case 'enqueued':
      return words(toText(record.content));
    case 'feedback':
      return words(feedbackOf(record));
    case 'interruption':
    case 'stop':
      return [{ kind: 'interruption' }];
    case 'command':
      return [{ kind: 'command', text: toCommand(promptText(record.message)) }];
    case 'system-command':
      return [{ kind: 'command', text: toCommand(toText(record.content)) }];
    case 'order':
      return [{ kind: 'note', label: 'asked of the subagent', text: promptText(record.message) }];
    case 'note':
      return [{ kind: 'note', label: noteLabel(record), text: promptText(record.message) }];
    case 'system':
      return [{ kind: 'note', label: toText(record.subtype).replaceAll('_', ' '), text: systemText(record) }];
    default:
      return [];
  }
};

const replyBlocks = (record: JsonRecord, results: Results): Bare[] => {
  if (record.isApiErrorMessage === true || toRecord(record.message)?.model === '<synthetic>') {
    const label = record.isApiErrorMessage === true ? 'API error' : 'said by the program';
    return [{ kind: 'note', label, text: promptText(record.message) }];
  }
  return contentBlocks(record.message).flatMap(block => replyBlock(block, results));
};

const replyBlock = (block: JsonRecord, results: Results): Bare[] => {
  if (block.type === 'text') return words(toText(block.text));
  if (block.type === 'tool_use')
    return [{ kind: 'tool', call: toCall(block, results.get(toText(block.id))) }];
  // Newer builds sign their thinking and keep none of it.
  const thought = block.type === 'thinking' ? toText(block.thinking) : '';
  return thought.trim() ? [{ kind: 'thinking', text: thought }] : [];
};

const queuedBlocks = (prompt: unknown): Bare[] => [
  ...words(promptText({ content: prompt })),
  ...images({ content: prompt }),
];

const words = (text: string): Bare[] => (text.trim() ? [{ kind: 'text', text }] : []);

const images = (message: unknown): Bare[] =>
  contentBlocks(message).flatMap(block => {
    const source = block.type === 'image' ? toRecord(block.source) : undefined;
    return source ? [toImage(toText(source.media_type), toText(source.data))] : [];
  });

const noteLabel = (record: JsonRecord): string =>
  isSummary(record) ? 'summary of the conversation so far' : 'given to the agent';

const systemText = (record: JsonRecord): string => {
  const error = toRecord(record.error);
  const tries = record.retryAttempt === undefined ? '' : `try ${record.retryAttempt} of ${record.maxRetries}`;
  const held = toRecord(record.compactMetadata)?.preTokens;
  const tokens = typeof held === 'number' ? countOf(held, 'token') : '';
  return [toText(record.content), toText(error?.message), tries, tokens].filter(Boolean).join(' · ');
};

const resultId = (record: JsonRecord): string => toText(toolResult(record)?.tool_use_id);

const toCommand = (text: string): string => {
  const tag = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1]?.trim() ?? '';
  const bash = tag('bash-input');
  const name = tag('command-name') || `/${tag('command-message').replace(/^\//, '')}`;
  return bash ? `! ${bash}` : `${name} ${tag('command-args')}`.trim();
};
