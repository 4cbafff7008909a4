import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';

const wrappers = /^(?:\s*<(system-reminder|ide_opened_file|ide_selection|ide_diagnostics)>[\s\S]*?<\/\1>)+/;
const stopMark = /^\s*\[Request interrupted by user(?: for tool use)?\]/;
const feedbackMark = 'To tell you how to proceed, the user said:';

/** The blocks of a message, a bare string as one text block. */
export const contentBlocks = (message: unknown): readonly JsonRecord[] => {
  const content = toRecord(message)?.content;
  return typeof content === 'string' ? [{ type: 'text', text: content }] : toRecords(content);
};

/** A person's words in a message, without what the program put around them. */
export const promptText = (message: unknown): string => plainText(message).replace(stopMark, '').trim();

/** Does the message say that the developer stopped the agent? */
export const isStop = (message: unknown): boolean => stopMark.test(plainText(message));

/** The tool result that a user record carries. */
export const toolResult = (record: JsonRecord): JsonRecord | undefined =>
  contentBlocks(record.message).find(block => block.type === 'tool_result');

/** What a tool gave back as text; images in it have none. */
export const resultText = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : toRecords(content)
        .map(block => toText(block.text))
        .join('\n');

/** Is this the output of a call that the developer refused? Wordings of builds 1.0.98 to 2.1.199. */
export const isRefusal = (result: JsonRecord | undefined): boolean =>
  result?.is_error === true &&
  /^The user doesn't want to (?:proceed with this tool use|take this action right now)/.test(
    resultText(result.content),
  );

/** What a person said while refusing a call, '' when nothing: no file that quotes the words is one. */
export const feedbackOf = (record: JsonRecord): string => {
  const result = toolResult(record);
  if (!isRefusal(result)) return '';
  const text = resultText(result?.content);
  const at = text.indexOf(feedbackMark);
  return at === -1 ? '' : text.slice(at + feedbackMark.length).trim();
};

const plainText = (message: unknown): string =>
  contentBlocks(message)
    .flatMap(block => (block.type === 'text' ? [toText(block.text).replace(wrappers, '').trim()] : []))
    .filter(Boolean)
    .join('\n\n');
