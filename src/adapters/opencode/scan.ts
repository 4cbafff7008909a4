import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, toRecord, toText } from '../read-record.ts';
import { callIdOf, dataOf, isTyped, modelOf, timeOf } from './row.ts';

/** Follows the rows of a session: its own, then each message behind its parts. What was undone stays, as it was said. */
export const scanOpencode = (path: string): Scanner =>
  followRecords(path, {
    source: 'opencode',
    agent: /kilo\.db|[\\/]kilo[\\/](?:storage|project)[\\/]/.test(path) ? 'Kilo' : 'OpenCode',
    modality: 'cli',
    see,
  });

const see = (row: JsonRecord, log: RecordLog): void => {
  const data = dataOf(row);
  const at = timeOf(row, data);
  log.noteTime(at);
  if (row.kind === 'session' && (data || typeof row.data !== 'string')) tellSession(row, data ?? {}, log);
  else if (!data) log.skip(`${toText(row.kind) || 'row'} that is torn`);
  else if (row.kind === 'message') takeMessage(data, log, at);
  else takePart(data, toText(row.role), log, at);
};

/** A row has columns; a file has members. */
const tellSession = (row: JsonRecord, data: JsonRecord, log: RecordLog): void =>
  log.tell({
    id: toText(data.id) || toText(row.id),
    title: toText(row.title) || toText(data.title),
    project: toText(row.directory) || toText(data.directory),
    parent: toText(row.parent_id) || toText(data.parentID),
  });

const takeMessage = (data: JsonRecord, log: RecordLog, at: string | null): void => {
  if (data.role === 'assistant') {
    // In files of 2025 only replies name the folder.
    log.tell({ model: modelOf(data), project: toText(toRecord(data.path)?.cwd) });
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
