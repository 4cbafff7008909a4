import type { IsoTime } from '../../domain/turn.ts';
import type { Scanner } from '../adapter.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, parseInput, toRecord, toText } from '../read-record.ts';

/** Follows the rows of a session. Rows of another one that stand in the same file are passed over, and counted. */
export const scanSweChat = (path: string): Scanner => {
  let session = '';
  return followRecords(path, {
    source: 'swe-chat',
    agent: 'SWE-chat',
    modality: 'cli',
    see: (row, log) => {
      const own = toText(row.session_id);
      session ||= own;
      if (own === session) takeRow(row, log);
      else log.skip('row of another session');
    },
  });
};

const takeRow = (row: JsonRecord, log: RecordLog): void => {
  const at = timeOf(row);
  const take = takes[toText(row.turn_type)];
  log.noteTime(at);
  log.tell({
    id: toText(row.session_id),
    agent: toText(row.agent),
    project: toText(row.repository) || toText(row.repo_id),
    model: toText(row.model),
  });
  if (take) take(row, log, at);
  else log.skip(toText(row.turn_type) || 'row without a type');
};

type Takes = (row: JsonRecord, log: RecordLog, at: IsoTime | null) => void;

const reply =
  (as: string): Takes =>
  (_row, log, at) =>
    log.add({ speaker: 'agent', as, at });

const takes: Readonly<Record<string, Takes>> = {
  user_prompt: (row, log, at) => {
    const prompt = toText(row.content);
    if (isStop(prompt)) log.add({ speaker: 'agent', as: 'stop', at });
    else if (isContinuation(row)) log.add({ speaker: 'agent', as: 'summary', at });
    else log.add({ speaker: 'developer', as: 'prompt', at, prompt });
  },
  assistant_response: reply('text'),
  assistant_thinking: reply('thinking'),
  tool_use: (row, log, at) =>
    log.add({ speaker: 'agent', as: 'call', at, calls: [toText(row.tool_call_id)] }),
  tool_result: (row, log) => log.result(toText(row.tool_call_id), 'result'),
};

const isStop = (text: string): boolean => /^\s*\[Request interrupted by user/.test(text);
/** A summary that the program wrote is told as a prompt. */
const isContinuation = (row: JsonRecord): boolean =>
  row.is_continuation === true ||
  /^This session is being continued from a previous/.test(toText(row.content));

const timeOf = ({ timestamp }: JsonRecord): IsoTime | null => {
  const time = typeof timestamp === 'number' ? timestamp : Date.parse(toText(timestamp));
  return Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : null;
};

/** What a row holds. */
export const toParts = (row: JsonRecord, as: string): readonly Part[] => {
  const block = blocksAt(timeOf(row));
  const text = toText(row.content);
  const model: Part = { kind: 'model', name: toText(row.model) };
  switch (as) {
    case 'prompt':
      return block.text(text);
    case 'stop':
      return block.interruption();
    case 'text':
      return [model, ...block.text(text)];
    case 'thinking':
      return [model, ...block.thinking(text)];
    case 'call':
      return block.tool(toAskedCall(toText(row.tool_call_id), toText(row.tool_name), inputOf(row)));
    case 'result':
      return [{ kind: 'result', id: toText(row.tool_call_id), result: toResult(row, text) }];
    default:
      return block.note('summary of the conversation so far', text);
  }
};

/** The arguments as a text of JSON, or what the table took out of them. */
const inputOf = (row: JsonRecord): JsonRecord => {
  const whole = toRecord(parseInput(row.tool_input_json));
  if (whole) return whole;
  const known = ['command', 'file_path', 'pattern'].filter(name => toText(row[name]) !== '');
  return Object.fromEntries(known.map(name => [name, row[name]]));
};

/** Whether a call failed the table does not say; a refusal shows by the words that the agent was given. */
const toResult = (row: JsonRecord, output: string): CallResult => {
  if (/^The user doesn't want to (?:proceed with|take) this/.test(output))
    return { output, status: 'rejected' };
  return { output, status: row.is_error === true ? 'error' : 'unknown' };
};
