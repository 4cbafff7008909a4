import type { ToolStatus } from '../domain/tool-call.ts';
import type { IsoTime } from '../domain/turn.ts';
import { blocksAt, type Part, toAskedCall } from './decode-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from './read-record.ts';

/** The blocks of a message as Anthropic's API has them, a bare text as one; many agents keep theirs so. */
export const contentOf = (content: unknown): readonly JsonRecord[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : toRecords(content);

/** Its text blocks, joined by newlines. */
export const contentText = (content: unknown): string =>
  contentOf(content)
    .filter(block => block.type === 'text')
    .map(block => toText(block.text))
    .join('\n');

const isCall = ({ type }: JsonRecord): boolean =>
  type === 'tool_use' || type === 'toolCall' || type === 'tool_call';
/** The ids of the calls that a message makes; '' where it names none. */
export const callIds = (content: unknown): string[] =>
  contentOf(content).flatMap(block => (isCall(block) ? [toText(block.id)] : []));

export const resultsIn = (content: unknown): readonly JsonRecord[] =>
  contentOf(content).filter(block => block.type === 'tool_result');
/** The id of the call that a result answers. */
export const answeredCall = (result: JsonRecord): string =>
  toText(result.tool_use_id) || toText(result.toolUseID) || toText(result.toolCallId);

/** Words of failure at the beginning of a result, with the code of a command where it has one. */
const exitCodeIn = /^(?:Error: )?(?:Command failed )?\(?exit code:? (\d+)\)?/i;

/** What came of a call. `refused` tells the words with which a refusal is written. */
export const resultPart = (result: JsonRecord, refused: RegExp): Part => {
  const output = contentText(result.content);
  const exit = exitCodeIn.exec(output)?.[1];
  const isError = result.is_error === true || result.isError === true || (exit !== undefined && exit !== '0');
  const status: ToolStatus = isError ? (refused.test(output) ? 'rejected' : 'error') : 'ok';
  return {
    kind: 'result',
    id: answeredCall(result),
    result: { output, status, exitCode: exit === undefined ? null : Number(exit) },
  };
};

/** The blocks of an agent's message: words, thinking, pictures and calls, in their order. */
export const contentParts = (content: unknown, at: IsoTime | null): Part[] => {
  const block = blocksAt(at);
  return contentOf(content).flatMap((part): Part[] => {
    if (isCall(part))
      return block.tool(toAskedCall(toText(part.id), toText(part.name), part.input ?? part.arguments));
    if (part.type === 'thinking') return block.thinking(toText(part.thinking));
    if (part.type === 'image') return block.image(...pictureOf(part));
    return part.type === 'tool_result' ? [] : block.text(toText(part.text));
  });
};

const pictureOf = (part: JsonRecord): [string, string] => {
  const source = toRecord(part.source) ?? part;
  return [toText(source.media_type) || toText(source.mimeType), toText(source.data)];
};
