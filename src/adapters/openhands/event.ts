import type { IsoTime } from '../../domain/turn.ts';
import { contentText } from '../message-content.ts';
import { type JsonRecord, readRecord, toRecord, toText } from '../read-record.ts';

/** The event of a record: a file's text, or the line itself; undefined when it is torn. */
export const eventOf = (record: JsonRecord): JsonRecord | undefined => {
  const isFile = record.kind === 'event' || record.kind === 'state';
  return isFile ? readRecord(toText(record.data)) : record;
};

/** It is the machine's own time, and names no zone. */
export const timeOf = (event: JsonRecord): IsoTime | null => {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?/.exec(toText(event.timestamp))?.[0];
  const time = at ? Date.parse(`${at}Z`) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
};

export const wordsOf = (event: JsonRecord): string => contentText(toRecord(event.llm_message)?.content);

/** What its own loop asks on a person's behalf. */
export const isFollowUp = (event: JsonRecord): boolean =>
  /^\s*The task appears incomplete \(iteration \d/.test(wordsOf(event));

/** The last words of a task are a call of this tool. */
export const isFinish = ({ tool_name }: JsonRecord): boolean => tool_name === 'finish';

/** The words that came with a refusal; '' when it is the program's own sentence. */
export const refusalWords = (event: JsonRecord): string => {
  const reason = toText(event.rejection_reason).trim();
  return event.rejection_source === 'hook' || /^user rejected/i.test(reason) ? '' : reason;
};
