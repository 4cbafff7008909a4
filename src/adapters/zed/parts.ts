import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { unifiedEdits } from '../unified-edits.ts';
import { type Message, messageOf, promptOf } from './message.ts';

const block = blocksAt(null);

/** What a record of a thread holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  if (as === 'resume') return block.note('resumed by the developer', '');
  const message = messageOf(record.messages);
  if (!message) return [];
  if (as === 'results') return message.results.map(resultPart);
  if (as === 'prompt') return [...block.text(promptOf(message)), ...pictures(message)];
  const isStopped = message.results.some(({ content }) => isCanceled(wordsOf(content)));
  return [
    ...message.pieces.flatMap(pieceParts),
    ...message.results.map(resultPart),
    ...(isStopped ? block.interruption() : []),
  ];
};

/** Pictures are PNG, in base64. */
const pictures = ({ pieces }: Message): Part[] =>
  pieces.flatMap(({ Image }) =>
    toRecords([Image]).flatMap(({ source }) => block.image('image/png', toText(source))),
  );

const pieceParts = (piece: JsonRecord): Part[] => {
  const call = toRecord(piece.ToolUse);
  if (call) return block.tool(toAskedCall(toText(call.id), toText(call.name), call.input));
  return [...block.thinking(toText(toRecord(piece.Thinking)?.text)), ...block.text(toText(piece.Text))];
};

const resultPart = (result: JsonRecord): Part => ({
  kind: 'result',
  id: toText(result.tool_use_id),
  result: toResult(result),
});

const toResult = (result: JsonRecord): CallResult => {
  const output = wordsOf(result.content) || wordsOf(result.output);
  const told = toRecord(result.output);
  const subagent = toText(told?.session_id) || null;
  if (/^Permission to run tool denied by user/.test(output)) return { output, status: 'rejected' };
  if (isCanceled(output)) return { output, status: 'interrupted' };
  const exit = /failed with exit code (\d+)/.exec(output)?.[1];
  const exitCode = exit === undefined ? null : Number(exit);
  const edits = unifiedEdits(toText(told?.diff), toText(told?.input_path));
  return { output, status: result.is_error === true || exitCode ? 'error' : 'ok', exitCode, edits, subagent };
};

/** What the developer’s stop leaves of a call; a stop between calls leaves nothing. */
const isCanceled = (output: string): boolean => /^Tool canceled by user/.test(output);

/** A text, a text in a variant, or a list of these. */
const wordsOf = (content: unknown): string => {
  if (Array.isArray(content)) return content.map(wordsOf).filter(Boolean).join('\n');
  const variant = toRecord(content);
  return typeof content === 'string' ? content : toText(variant?.Text) || toText(variant?.text);
};
