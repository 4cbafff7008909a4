import type { ToolCall } from '../../domain/tool-call.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { contentOf, contentText } from '../message-content.ts';
import { type JsonRecord, parseInput, toCount, toRecord, toText } from '../read-record.ts';
import { eventOf, isFinish, refusalWords, timeOf, wordsOf } from './event.ts';

type Blocks = ReturnType<typeof blocksAt>;

/** What an event holds; behind `reply` stand the tokens of the answer that it is of, where the log has them. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const event = eventOf(record) ?? {};
  const block = blocksAt(timeOf(event));
  const [kind, tokens] = as.split(' ');
  switch (kind) {
    case 'prompt':
      return [...block.text(wordsOf(event)), ...pictures(event, block)];
    case 'feedback':
      return block.text(refusalWords(event));
    case 'injected':
      return block.note('from the agent’s own program', wordsOf(event));
    case 'reply':
      return [
        ...(tokens ? [{ kind: 'usage' as const, tokens: Number(tokens) }] : []),
        ...replyParts(event, block),
      ];
    case 'result':
      return [{ kind: 'result', id: toText(event.tool_call_id), result: toResult(event) }];
    case 'stop':
      return block.interruption();
    default:
      return block.note(...noteOf(event));
  }
};

const pictures = (event: JsonRecord, block: Blocks): Part[] =>
  contentOf(toRecord(event.llm_message)?.content).flatMap(({ type, image_urls }) =>
    type === 'image' && Array.isArray(image_urls)
      ? image_urls.flatMap(url => picture(toText(url), block))
      : [],
  );

const picture = (url: string, block: Blocks): Part[] => {
  const [, type = '', data = ''] = /^data:([^;,]*);base64,(.*)$/s.exec(url) ?? [];
  return block.image(type || 'image', data);
};

const replyParts = (event: JsonRecord, block: Blocks): Part[] => {
  const message = toRecord(event.llm_message);
  const source = message ?? event;
  const said = contentText(message ? message.content : event.thought);
  // Some models write what they think into their words, where it stands a second time.
  const [, inline = ''] = /^\s*<think>([\s\S]*?)<\/think>/.exec(said) ?? [];
  const words = said.replace(/^\s*<think>[\s\S]*?<\/think>\s*/, '');
  return [
    ...block.thinking(toText(source.reasoning_content) || inline),
    ...block.text(words),
    ...(message ? [] : callParts(event, block)),
  ];
};

const callParts = (event: JsonRecord, block: Blocks): Part[] => {
  const action = toRecord(event.action);
  if (isFinish(event)) return block.text(toText(action?.message));
  return block.tool(toCall(event, action));
};

/** Without `action` the arguments could not be read by the program either. */
const toCall = (event: JsonRecord, action: JsonRecord | undefined): ToolCall => {
  const name = toText(event.tool_name);
  const { kind: _, ...input } = action ?? {};
  const asked = action ? input : parseInput(toRecord(event.tool_call)?.arguments);
  // One tool both shows and edits.
  const isView = toRecord(asked)?.command === 'view' && name === 'file_editor';
  return { ...toAskedCall(toText(event.tool_call_id), isView ? 'view' : name, asked), name };
};

const toResult = (event: JsonRecord): CallResult => {
  if (event.kind === 'UserRejectObservation') {
    const output = toText(event.rejection_reason);
    return { output, status: event.rejection_source === 'hook' ? 'error' : 'rejected' };
  }
  if (event.kind === 'AgentErrorEvent') return { output: toText(event.error), status: 'error' };
  const seen = toRecord(event.observation);
  const exitCode = toCount(seen?.exit_code) ?? toCount(toRecord(seen?.metadata)?.exit_code);
  const status = seen?.is_error === true || exitCode ? 'error' : 'ok';
  return { output: contentText(seen?.content), status, exitCode };
};

const noteOf = (event: JsonRecord): [string, string] =>
  event.kind === 'ConversationErrorEvent'
    ? ['error', toText(event.detail) || toText(event.code)]
    : ['conversation compacted', toText(event.summary)];
