import type { IsoTime } from '../../domain/turn.ts';
import { blocksAt, type Part } from '../decode-records.ts';
import type { RecordLog } from '../follow-records.ts';
import {
  answeredCall,
  callIds,
  contentOf,
  contentParts,
  contentText,
  resultPart,
  resultsIn,
} from '../message-content.ts';
import { type JsonRecord, toRecord, toText } from '../read-record.ts';

/** Takes a record of a transcript. */
export const seeTranscript = (record: JsonRecord, log: RecordLog): void => {
  const content = toRecord(record.message)?.content;
  if (record.role === 'user') takeUser(content, log);
  else if (record.role === 'assistant') {
    for (const block of contentOf(content))
      log.tell({ project: toText(toRecord(block.input)?.working_directory) });
    log.add({ speaker: 'agent', as: 'reply', at: null, calls: callIds(content) });
  } else if (record.type === 'turn_ended') {
    if (record.status === 'success' || record.status === 'completed') log.skip('turn_ended');
    else log.add({ speaker: 'agent', as: 'ended', at: null });
  } else log.skip(toText(record.type) || 'untyped');
};

const takeUser = (content: unknown, log: RecordLog): void => {
  const results = resultsIn(content);
  for (const result of results) log.result(answeredCall(result), 'result');
  const { text, at } = typedIn(content);
  if (text !== '') log.add({ speaker: 'developer', as: 'prompt', at, prompt: text });
  else if (contentText(content).trim() !== '') log.add({ speaker: 'agent', as: 'injected', at });
  else if (results.length === 0) log.skip('empty user message');
};

/** What a record of a transcript holds. */
export const toTranscriptParts = (record: JsonRecord, as: string): readonly Part[] => {
  const content = toRecord(record.message)?.content;
  switch (as) {
    case 'prompt':
      return blocksAt(typedIn(content).at).text(typedIn(content).text);
    case 'injected':
      return blocksAt(null).note('from the agent’s own program', contentText(content));
    case 'reply':
      return contentParts(content, null).filter(part => !isHidden(part));
    case 'result':
      return resultsIn(content).map(result => resultPart(result, /rejected|denied/i));
    default:
      return /cancel|abort|interrupt/i.test(toText(record.status))
        ? blocksAt(null).interruption()
        : blocksAt(null).note('turn ended', toText(record.status));
  }
};

/** Thinking that the transcript keeps back. */
const isHidden = (part: Part): boolean =>
  (part.kind === 'text' || part.kind === 'thinking') && part.text.trim() === '[REDACTED]';

const wrappers =
  /<(timestamp|user_info|system_reminder|system-reminder|attached_files|open_and_recently_viewed_files|additional_data|project_layout|git_status|rules|agent_skills)>[\s\S]*?<\/\1>/g;

/** What a person typed, and when: the query, or what no wrapper holds where an older build marked none. */
export const typedIn = (content: unknown): { readonly text: string; readonly at: IsoTime | null } => {
  const text = contentText(content);
  const query = /<user_query>\s*([\s\S]*?)\s*<\/user_query>/.exec(text)?.[1];
  return { text: query ?? text.replace(wrappers, '').trim(), at: toTime(text) };
};

/** `Thursday, Aug 6, 2026, 7:06 AM (UTC+0)` */
const stamp =
  /<timestamp>\s*\w+, (\w{3})\w* (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}) (AM|PM) \(UTC([+-]\d{1,2})(?::(\d{2}))?\)/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const toTime = (text: string): IsoTime | null => {
  const [, month = '', day, year, hour, minute, half, zone, zoneMinutes] = stamp.exec(text) ?? [];
  if (!months.includes(month)) return null;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0) - Number(zone);
  const minutes = Number(minute) - Math.sign(Number(zone) || 1) * Number(zoneMinutes ?? 0);
  return new Date(Date.UTC(Number(year), months.indexOf(month), Number(day), hours, minutes)).toISOString();
};
