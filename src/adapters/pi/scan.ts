import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { callIds, contentOf, contentText } from '../message-content.ts';
import { type JsonRecord, toRecord, toText } from '../read-record.ts';

/** Follows a session of Pi. From log version 2 on it is a tree: an entry whose parent is not the last one went back. */
export const scanPi = (path: string): Scanner => {
  const places = new Map<string, number>();
  let last = '';
  return followRecords(path, {
    source: 'pi',
    agent: /[\\/]\.openclaw[\\/]/.test(path) ? 'OpenClaw' : /[\\/]\.omp[\\/]/.test(path) ? 'omp' : 'Pi',
    modality: 'cli',
    see: (record, log) => {
      const at = toText(record.timestamp) || null;
      log.noteTime(at);
      const parent = toText(record.parentId);
      const left = parent === last ? undefined : places.get(parent);
      if (left !== undefined) log.rewind(left + 1, at);
      last = toText(record.id) || last;
      places.set(last, log.index());
      see(record, log, at);
    },
  });
};

const noted = new Set(['compaction', 'branch_summary', 'custom_message']);

const see = (record: JsonRecord, log: RecordLog, at: string | null): void => {
  const type = toText(record.type);
  if (type === 'session')
    log.tell({ id: toText(record.id), project: toText(record.cwd), model: toText(record.modelId) });
  else if (type === 'model_change') {
    log.tell({ model: toText(record.modelId) });
    log.skip(type);
  } else if (type === 'session_info') log.tell({ title: toText(record.name) });
  else if (type === 'message') takeMessage(toRecord(record.message) ?? {}, log, at);
  else if (noted.has(type)) log.add({ speaker: 'agent', as: 'note', at });
  else log.skip(type || 'untyped');
};

const takeMessage = (message: JsonRecord, log: RecordLog, at: string | null): void => {
  const { content } = message;
  const role = toText(message.role);
  if (role === 'user') {
    const text = contentText(content);
    if (/^\s*\/[a-z][\w:-]*(?:\s|$)/.test(text)) log.add({ speaker: 'developer', as: 'command', at });
    else if (text.trim() === '' && !contentOf(content).some(({ type }) => type === 'image'))
      log.skip('empty user message');
    else log.add({ speaker: 'developer', as: 'prompt', at, prompt: text });
  } else if (role === 'assistant') {
    log.tell({ model: toText(message.model) });
    log.add({ speaker: 'agent', as: 'reply', at, calls: callIds(content) });
  } else if (role === 'toolResult') log.result(toText(message.toolCallId), 'result');
  else if (role === 'bashExecution') log.add({ speaker: 'developer', as: 'bash', at });
  else if (role !== '') log.add({ speaker: 'agent', as: 'summary', at });
  else log.skip('message of nobody');
};
