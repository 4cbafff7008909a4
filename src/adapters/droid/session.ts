import type { Scanner } from '../adapter.ts';
import { blocksAt, type Part } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import {
  answeredCall,
  callIds,
  contentParts,
  contentText,
  resultPart,
  resultsIn,
} from '../message-content.ts';
import { type JsonRecord, readRecord, toRecord, toText } from '../read-record.ts';

/** Follows a session of Droid: Anthropic's messages in an envelope. */
export const scanDroid = (path: string): Scanner =>
  followRecords(path, {
    source: 'droid',
    agent: 'Droid',
    modality: 'cli',
    see,
    companion: (_path, text, log) => log.tell({ model: toText(readRecord(text)?.model) }),
  });

const see = (record: JsonRecord, log: RecordLog): void => {
  const at = toText(record.timestamp) || null;
  const type = toText(record.type);
  log.noteTime(at);
  if (type === 'session_start')
    log.tell({
      id: toText(record.id),
      title: toText(record.sessionTitle) || toText(record.title),
      project: toText(record.cwd),
    });
  else if (type === 'message') takeMessage(toRecord(record.message) ?? {}, log, at);
  else if (type === 'compaction_state') log.add({ speaker: 'agent', as: 'compaction', at });
  else log.skip(type || 'untyped');
};

const takeMessage = (message: JsonRecord, log: RecordLog, at: string | null): void => {
  const { content } = message;
  if (message.role === 'assistant') log.add({ speaker: 'agent', as: 'reply', at, calls: callIds(content) });
  else if (message.role === 'user') takeUser(content, log, at);
  else log.skip(`message of ${toText(message.role) || 'nobody'}`);
};

const takeUser = (content: unknown, log: RecordLog, at: string | null): void => {
  const results = resultsIn(content);
  for (const result of results) log.result(answeredCall(result), 'result');
  const text = typed(content);
  if (/^# Task Tool Invocation/.test(text)) log.add({ speaker: 'agent', as: 'task', at });
  else if (text !== '') log.add({ speaker: 'developer', as: 'prompt', at, prompt: text });
  else if (results.length === 0) log.skip('injected user message');
};

/** A person's words: what stands outside of the program's reminders. */
const typed = (content: unknown): string =>
  contentText(content)
    .replace(/<system-reminder>[\s\S]*?<\/system-reminder>/g, '')
    .trim();

const refused =
  /\b(?:denied|rejected|declined|cancelled) by (?:the )?user|user (?:denied|rejected|declined|cancelled)/i;

/** What a record of a session holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const { content } = toRecord(record.message) ?? {};
  const at = toText(record.timestamp) || null;
  const block = blocksAt(at);
  switch (as) {
    case 'prompt':
      return [
        ...block.text(typed(content)),
        ...contentParts(content, at).filter(({ kind }) => kind === 'image'),
      ];
    case 'task':
      return block.note('task given by another agent', typed(content));
    case 'reply':
      return contentParts(content, at);
    case 'compaction':
      return block.note('conversation compacted', toText(record.summary));
    default:
      return resultsIn(content).map(result => resultPart(result, refused));
  }
};
