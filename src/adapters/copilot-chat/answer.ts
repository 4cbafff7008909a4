import type { ToolStatus } from '../../domain/tool-call.ts';
import { blocksAt, type Part, toAskedCall } from '../decode-records.ts';
import { type JsonRecord, parseInput, toCount, toRecord, toRecords, toText } from '../read-record.ts';
import { timeOf } from './request.ts';

/**
 * What an answer holds. What the model said and called stands in `toolCallRounds`, what a person saw of it in `response`;
 * the first is told where it is there, for only it has arguments and results.
 */
export const answerParts = (request: JsonRecord): Part[] => {
  const block = blocksAt(timeOf(request.timestamp));
  const metadata = toRecord(toRecord(request.result)?.metadata);
  const rounds = toRecords(metadata?.toolCallRounds);
  const shown = toRecords(request.response);
  const error = toRecord(toRecord(request.result)?.errorDetails);
  return [
    { kind: 'model', name: toText(request.modelId).replace(/^copilot\//, '') },
    ...(rounds.length > 0
      ? roundParts(rounds, shown, toRecord(metadata?.toolCallResults), block)
      : shownParts(shown, block)),
    ...(request.isCanceled === true ? block.interruption() : []),
    ...(error && request.isCanceled !== true ? block.note('error', toText(error.message)) : []),
  ];
};

type Blocks = ReturnType<typeof blocksAt>;
const isTool = ({ kind }: JsonRecord): boolean => kind === 'toolInvocationSerialized';

const roundParts = (
  rounds: readonly JsonRecord[],
  shown: readonly JsonRecord[],
  results: JsonRecord | undefined,
  block: Blocks,
): Part[] => {
  const labels = labelsOf(rounds, shown.filter(isTool));
  return rounds.flatMap(round => [
    ...block.thinking(thoughtIn(round.thinking)),
    ...block.text(toText(round.response)),
    ...toRecords(round.toolCalls).flatMap((call): Part[] => {
      const id = toText(call.id);
      const asked = toAskedCall(id, toText(call.name), parseInput(call.arguments));
      const output = textIn(toRecord(results?.[id])?.content);
      return [...block.tool(asked), resultPart(id, output || null, labels.get(id))];
    }),
  ]);
};

/** The item that a person saw of each call: by its id, else by the order where both are as many. */
const labelsOf = (
  rounds: readonly JsonRecord[],
  items: readonly JsonRecord[],
): ReadonlyMap<string, JsonRecord> => {
  const ids = rounds.flatMap(round => toRecords(round.toolCalls).map(call => toText(call.id)));
  return new Map(
    ids.flatMap((id, index): [string, JsonRecord][] => {
      const own = items.find(({ toolCallId }) => typeof toolCallId === 'string' && id.startsWith(toolCallId));
      const item = own ?? (items.length === ids.length ? items[index] : undefined);
      return item ? [[id, item]] : [];
    }),
  );
};

const resultPart = (id: string, output: string | null, item: JsonRecord | undefined): Part => {
  const exitCode = toCount(toRecord(toRecord(item?.toolSpecificData)?.terminalCommandState)?.exitCode);
  return { kind: 'result', id, result: { output, status: statusOf(item, output, exitCode), exitCode } };
};

/** How a person answered the question whether the tool may run: 0 no, 5 skipped; anything else ran it. */
const statusOf = (
  item: JsonRecord | undefined,
  output: string | null,
  exitCode: number | null,
): ToolStatus => {
  const answer = item?.isConfirmed;
  const type = toRecord(answer)?.type;
  if (answer === false || type === 0 || type === 5) return 'rejected';
  if (exitCode !== null && exitCode > 0) return 'error';
  if (output === null) return 'unknown';
  return /^ERROR(?: while calling tool)?:/i.test(output) ? 'error' : 'ok';
};

const thoughtIn = (thinking: unknown): string => {
  const text: unknown = toRecord(thinking)?.text ?? thinking;
  return Array.isArray(text) ? text.filter(part => typeof part === 'string').join('') : toText(text);
};

/** The words of a result: texts, or trees of them. */
const textIn = (value: unknown, depth = 0): string => {
  if (typeof value === 'string') return value;
  if (depth > 40 || typeof value !== 'object' || value === null) return '';
  if (Array.isArray(value)) return value.map(part => textIn(part, depth + 1)).join('');
  const { text, children, node, value: inner, lineBreakBefore } = toRecord(value) ?? {};
  const own = toText(text) + textIn(children ?? node ?? inner, depth + 1);
  return lineBreakBefore === true && own !== '' ? `\n${own}` : own;
};

/** What a person saw, where the log does not have what the model said. Pieces of Markdown run on. */
const shownParts = (items: readonly JsonRecord[], block: Blocks): Part[] => {
  const parts: Part[] = [];
  let words = '';
  const flush = () => {
    parts.push(...block.text(words));
    words = '';
  };
  for (const item of items) {
    if (item.kind === undefined || item.kind === 'markdownContent')
      words += toText(item.value) || toText(toRecord(item.content)?.value);
    else if (item.kind === 'inlineReference') words += nameOf(toRecord(item.inlineReference));
    else if (item.kind === 'thinking') {
      flush();
      parts.push(...block.thinking(thoughtIn(item.value)));
    } else if (isTool(item)) {
      flush();
      parts.push(...shownCall(item, block));
    } else if (item.kind === 'textEditGroup') {
      flush();
      parts.push(...shownEdit(item, block));
    }
  }
  flush();
  return parts;
};

const nameOf = (reference: JsonRecord | undefined): string => {
  const path = toText(reference?.path) || toText(toRecord(toRecord(reference?.location)?.uri)?.path);
  return `\`${toText(reference?.name) || path.split('/').at(-1) || path}\``;
};

const labelOf = (message: unknown): string => toText(message) || toText(toRecord(message)?.value);

const shownCall = (item: JsonRecord, block: Blocks): Part[] => {
  const id = toText(item.toolCallId);
  const data = toRecord(item.toolSpecificData);
  const command = toText(toRecord(data?.commandLine)?.original) || toText(data?.command);
  const name = toText(item.toolId) || 'tool';
  const asked = toAskedCall(
    id,
    name,
    command ? { command } : { description: labelOf(item.invocationMessage) },
  );
  const output = labelOf(item.pastTenseMessage);
  return [...block.tool(asked), resultPart(id, output || null, item)];
};

/** Edits as the editor made them: what was there before is not kept. */
const shownEdit = (item: JsonRecord, block: Blocks): Part[] => {
  const uri = toRecord(item.uri);
  const path = toText(uri?.fsPath) || toText(uri?.path);
  const texts = (Array.isArray(item.edits) ? item.edits.flat() : []).map(edit =>
    toText(toRecord(edit)?.text),
  );
  const edits = texts.map(after => ({ path, before: null, after }));
  const call = toAskedCall('', 'textEdit', { path });
  return block.tool({ ...call, kind: 'edit', target: path, edits, status: 'ok' });
};
