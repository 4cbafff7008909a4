import type { IsoTime } from '../../domain/turn.ts';
import type { Scanner } from '../adapter.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { contentText } from '../message-content.ts';
import { type JsonRecord, parseInput, toRecord, toRecords, toText } from '../read-record.ts';

/** Follows the rows of a session: its own, then its messages. Answers of tools come in messages of the user. */
export const scanGoose = (path: string): Scanner =>
  followRecords(path, { source: 'goose', agent: 'Goose', modality: 'cli', see });

const see = (row: JsonRecord, log: RecordLog): void => {
  const at = timeOf(row);
  log.noteTime(at);
  if (row.kind === 'session')
    log.tell({ id: toText(row.id), title: toText(row.description), project: toText(row.working_dir) });
  else takeMessage(row, log, at);
};

const takeMessage = (row: JsonRecord, log: RecordLog, at: IsoTime | null): void => {
  const content = contentOf(row);
  const isHidden = toRecord(parseInput(row.metadata))?.userVisible === false;
  const answers = ofType(content, 'toolResponse');
  for (const { id } of answers) log.result(toText(id), 'results');
  if (row.role === 'assistant')
    log.add({
      speaker: 'agent',
      as: 'reply',
      at,
      calls: ofType(content, 'toolRequest').map(({ id }) => toText(id)),
    });
  else if (isHidden) log.add({ speaker: 'agent', as: 'hidden', at });
  else if (ofType(content, 'text').length > 0 && answers.length === 0)
    log.add({ speaker: 'developer', as: 'prompt', at, prompt: contentText(content) });
  else if (answers.length === 0) log.skip('message without words');
};

const contentOf = (row: JsonRecord): readonly JsonRecord[] => toRecords(parseInput(row.content));
const ofType = (content: readonly JsonRecord[], type: string): readonly JsonRecord[] =>
  content.filter(block => block.type === type);

/** Seconds since 1970. */
const timeOf = ({ time }: JsonRecord): IsoTime | null =>
  typeof time === 'number' && time > 0 && time < 8.64e12 ? new Date(time * 1000).toISOString() : null;

/** What a row holds. */
export const toParts = (row: JsonRecord, as: string): readonly Part[] => {
  const block = blocksAt(timeOf(row));
  const content = contentOf(row);
  if (as === 'hidden') return block.note('summary of the conversation so far', contentText(content));
  if (as === 'results')
    return ofType(content, 'toolResponse').map(answer => ({
      kind: 'result',
      id: toText(answer.id),
      result: toResult(toRecord(answer.toolResult)),
    }));
  return content.flatMap((part): Part[] => {
    if (part.type === 'toolRequest') return block.tool(toCall(part));
    if (part.type === 'thinking') return block.thinking(toText(part.thinking));
    if (part.type === 'image') return block.image(toText(part.mimeType), toText(part.data));
    return part.type === 'text' ? block.text(toText(part.text)) : [];
  });
};

/** `Ok` holds the call in old builds, `value` in new ones; tools are named `extension__tool`. */
const toCall = (part: JsonRecord) => {
  const asked = toRecord(part.toolCall);
  const call = toRecord(asked?.value) ?? toRecord(asked?.Ok) ?? {};
  const name = toText(call.name).replace(/^\w+?__/, '');
  const input = toRecord(call.arguments) ?? {};
  // One tool both shows and edits.
  const isView = name === 'text_editor' && input.command === 'view';
  return toAskedCall(toText(part.id), isView ? 'view' : name === 'text_editor' ? 'edit_file' : name, input);
};

const toResult = (result: JsonRecord | undefined): CallResult => {
  const value = toRecord(result?.value) ?? toRecord(result?.Ok);
  const output = contentText(value?.content ?? result?.value ?? result?.Ok) || toText(result?.error);
  if (/^The user has declined to run this tool/.test(output)) return { output, status: 'rejected' };
  const failed = result?.status === 'error' || value?.isError === true || result?.Err !== undefined;
  return { output, status: failed ? 'error' : 'ok' };
};
