import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, readRecord, toText } from '../read-record.ts';
import { callIdOf, isTyped, timeOf } from './row.ts';

/** Follows the rows of a session: its own, then each message behind its parts. What was undone stays, as it was said. */
export const scanOpencode = (path: string): Scanner =>
  followRecords(path, {
    source: 'opencode',
    agent: /kilo\.db/.test(path) ? 'Kilo' : 'OpenCode',
    modality: 'cli',
    see,
  });

const see = (row: JsonRecord, log: RecordLog): void => {
  const at = timeOf(row);
  log.noteTime(at);
  const data = readRecord(toText(row.data));
  if (row.kind === 'session')
    log.tell({
      id: toText(row.id),
      title: toText(row.title),
      project: toText(row.directory),
      parent: toText(row.parent_id),
    });
  else if (!data) log.skip(`${toText(row.kind) || 'row'} that is torn`);
  else if (row.kind === 'message') takeMessage(data, log, at);
  else takePart(data, toText(row.role), log, at);
};

const takeMessage = (data: JsonRecord, log: RecordLog, at: string | null): void => {
  if (data.role === 'assistant') {
    log.tell({ model: toText(data.modelID) });
    log.add({ speaker: 'agent', as: 'message', at });
  } else log.skip(`message of ${toText(data.role) || 'nobody'}`);
};

const said = new Set(['text', 'reasoning', 'file', 'tool', 'compaction', 'retry', 'subtask']);

const takePart = (data: JsonRecord, role: string, log: RecordLog, at: string | null): void => {
  const type = toText(data.type);
  if (!said.has(type)) log.skip(`part ${type}`.trim());
  else if (role === 'assistant')
    log.add({ speaker: 'agent', as: type, at, calls: type === 'tool' ? [callIdOf(data)] : [] });
  else if (type === 'text' && isTyped(data))
    log.add({ speaker: 'developer', as: 'prompt', at, prompt: toText(data.text) });
  else if (type === 'file' && toText(data.mime).startsWith('image/'))
    log.add({ speaker: 'developer', as: 'file', at });
  else if (type === 'text' || type === 'compaction') log.add({ speaker: 'agent', as: 'injected', at });
  else log.skip(`part ${type} of ${role || 'nobody'}`);
};
