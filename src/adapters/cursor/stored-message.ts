import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import type { RecordLog } from '../follow-records.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { typedIn } from './transcript.ts';

/** Takes a row of the CLI's store: what it says of the conversation, or a message of it. */
export const seeBlob = (row: JsonRecord, log: RecordLog): void => {
  const data = readRecord(toText(row.data));
  if (!data) log.skip('blob that is no message');
  else if (row.kind === 'meta') {
    const at = typeof data.createdAt === 'number' && data.createdAt > 0 && data.createdAt < 8.64e15;
    log.tell({ id: toText(data.agentId), title: toText(data.name), model: toText(data.lastUsedModel) });
    log.noteTime(at ? new Date(Number(data.createdAt)).toISOString() : null);
  } else takeMessage(data, log);
};

const takeMessage = (message: JsonRecord, log: RecordLog): void => {
  const content = contentOf(message);
  if (message.role === 'user') {
    const { text, at } = typedIn(content);
    if (text !== '') log.add({ speaker: 'developer', as: 'prompt', at, prompt: text });
    else log.add({ speaker: 'agent', as: 'injected', at });
  } else if (message.role === 'assistant') {
    const calls = content.flatMap(part => (part.type === 'tool-call' ? [toText(part.toolCallId)] : []));
    log.add({ speaker: 'agent', as: 'reply', at: null, calls });
  } else if (message.role === 'tool') {
    for (const part of content)
      if (part.type === 'tool-result') log.result(toText(part.toolCallId), 'results');
  } else log.skip(`message of ${toText(message.role) || 'nobody'}`);
};

const contentOf = ({ content }: JsonRecord): readonly JsonRecord[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : toRecords(content);

/** What a message of the store holds: the shape of the AI SDK. */
export const toBlobParts = (row: JsonRecord, as: string): readonly Part[] => {
  const content = contentOf(readRecord(toText(row.data)) ?? {});
  const { text, at } = typedIn(content);
  const block = blocksAt(at);
  if (as === 'prompt') return block.text(text);
  if (as === 'injected')
    return block.note('from the agent’s own program', content.map(part => toText(part.text)).join('\n'));
  return content.flatMap((part): Part[] => {
    const id = toText(part.toolCallId);
    if (part.type === 'tool-call')
      return blocksAt(null).tool(toAskedCall(id, toText(part.toolName), part.args ?? part.input));
    if (part.type === 'tool-result') return [{ kind: 'result', id, result: toResult(part) }];
    return part.type === 'reasoning'
      ? blocksAt(null).thinking(toText(part.text))
      : blocksAt(null).text(toText(part.text));
  });
};

const toResult = (part: JsonRecord): CallResult => {
  const result = part.result ?? toRecord(part.output)?.value ?? part.output;
  const output = typeof result === 'string' ? result : JSON.stringify(result ?? '');
  const exit = /(?:^|\n)Exit code: (\d+)/i.exec(output)?.[1];
  const exitCode = exit === undefined ? null : Number(exit);
  if (/^(?:User )?rejected|rejected by the user/i.test(output))
    return { output, status: 'rejected', exitCode };
  return { output, status: part.isError === true || exitCode ? 'error' : 'ok', exitCode };
};
