import type { ToolCall } from '../../domain/tool-call.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { type JsonRecord, toCount, toDollars, toRecord, toText } from '../read-record.ts';
import { unifiedEdits } from '../unified-edits.ts';
import { callIdOf, dataOf, modelOf, timeOf } from './row.ts';

/** What a row holds. */
export const toParts = (row: JsonRecord, as: string): readonly Part[] => {
  const data = dataOf(row) ?? {};
  const block = blocksAt(timeOf(row, data));
  const text = toText(data.text);
  switch (as) {
    case 'prompt':
    case 'text':
      return block.text(text);
    case 'reasoning':
      return block.thinking(text);
    case 'file':
      return picture(data, block);
    case 'tool':
      return toolParts(data, block);
    case 'message':
      return messageParts(data, block);
    case 'injected':
      return data.type === 'compaction'
        ? block.note('conversation compacted', '')
        : block.note('from the agent’s own program', text);
    case 'compaction':
      return block.note('conversation compacted', '');
    default:
      return block.note(as, text || toText(data.prompt) || toText(toRecord(data.error)?.message));
  }
};

type Blocks = ReturnType<typeof blocksAt>;

const picture = (data: JsonRecord, block: Blocks): Part[] => {
  const type = toText(data.mime);
  return type.startsWith('image/') ? block.image(type, toText(data.url).replace(/^data:[^,]*,/, '')) : [];
};

/** The model, what it cost in tokens, and how it ended. */
const messageParts = (data: JsonRecord, block: Blocks): Part[] => {
  const error = toRecord(data.error);
  const end = error
    ? error.name === 'MessageAbortedError'
      ? block.interruption()
      : block.note('error', toText(toRecord(error.data)?.message) || toText(error.name))
    : [];
  return [
    { kind: 'model', name: modelOf(data) },
    { kind: 'usage', tokens: usedTokens(toRecord(data.tokens)), cost: toDollars(data.cost) },
    ...end,
  ];
};

/** Cached reads are told apart from `input`. */
const usedTokens = (tokens: JsonRecord | undefined): number | null => {
  const input = toCount(tokens?.input);
  const output = toCount(tokens?.output);
  if (input === null || output === null) return null;
  return input + output + (toCount(tokens?.reasoning) ?? 0) + (toCount(toRecord(tokens?.cache)?.write) ?? 0);
};

const toolParts = (data: JsonRecord, block: Blocks): Part[] => {
  const state = toRecord(data.state) ?? {};
  const metadata = toRecord(state.metadata);
  const id = callIdOf(data);
  const asked: ToolCall = toAskedCall(id, toText(data.tool), state.input);
  const path = asked.edits[0]?.path || asked.target;
  const edits = unifiedEdits(toText(metadata?.diff), path);
  const subagent = toText(metadata?.sessionId) || toText(metadata?.sessionID) || null;
  const call = { ...asked, subagent };
  if (state.status !== 'completed' && state.status !== 'error') return block.tool(call);
  return [...block.tool(call), { kind: 'result', id, result: { ...toResult(data, state, metadata), edits } }];
};

const toResult = (data: JsonRecord, state: JsonRecord, metadata: JsonRecord | undefined): CallResult => {
  const error = toText(state.error);
  const output = toText(state.output) || error;
  const exitCode = toCount(metadata?.exit);
  if (/^The user rejected permission/.test(error)) return { output, status: 'rejected' };
  if (/^Tool execution aborted/.test(error)) return { output, status: 'interrupted' };
  // Arguments that the model got wrong make a call of this name, which always succeeds.
  const isFailed = state.status === 'error' || data.tool === 'invalid' || (exitCode ?? 0) !== 0;
  return { output, status: isFailed ? 'error' : 'ok', exitCode };
};
