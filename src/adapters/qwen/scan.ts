import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, toRecord, toText } from '../read-record.ts';
import { answers, calls, promptText, rawCommand } from './message.ts';

/** Follows a chat of Qwen Code: `user`, `assistant`, `tool_result` and `system` records. */
export const scanQwen = (path: string): Scanner =>
  followRecords(path, { source: 'qwen', agent: 'Qwen Code', modality: 'cli', see });

const see = (record: JsonRecord, log: RecordLog): void => {
  const at = toText(record.timestamp) || null;
  log.noteTime(at);
  log.tell({ id: toText(record.sessionId), project: toText(record.cwd) });
  const type = toText(record.type);
  if (type === 'user') takeUser(record, log, at);
  else if (type === 'assistant') {
    log.tell({ model: toText(record.model) });
    log.add({ speaker: 'agent', as: 'reply', at, calls: calls(record).map(call => toText(call.id)) });
  } else if (type === 'tool_result') {
    const ids = answers(record).map(answer => toText(answer.id));
    for (const id of ids) log.result(id, 'result');
    if (ids.length === 0) log.skip('tool_result without an answer');
  } else if (type === 'system') takeSystem(record, log, at);
  else log.skip(type || 'untyped');
};

const takeUser = (record: JsonRecord, log: RecordLog, at: string | null): void => {
  const subtype = toText(record.subtype);
  const provenance = toText(record.provenance);
  const isTyped =
    (subtype === '' || subtype === 'mid_turn_user_message') &&
    (provenance === '' || provenance === 'real_user');
  if (isTyped) log.add({ speaker: 'developer', as: 'prompt', at, prompt: promptText(record) });
  else log.add({ speaker: 'agent', as: 'injected', at });
};

const notedSystem = new Set(['chat_compression', 'rewind', 'notification', 'background_task_completed']);

const takeSystem = (record: JsonRecord, log: RecordLog, at: string | null): void => {
  const subtype = toText(record.subtype);
  const payload = toRecord(record.systemPayload) ?? {};
  if (subtype === 'custom_title') log.tell({ title: toText(payload.title) || toText(payload.customTitle) });
  if (subtype === 'session_model') log.tell({ model: toText(payload.model) });
  if (subtype === 'mid_turn_user_message')
    log.add({ speaker: 'developer', as: 'prompt', at, prompt: promptText(record) });
  else if (subtype === 'slash_command' && rawCommand(record) !== '')
    log.add({ speaker: 'developer', as: 'command', at });
  else if (notedSystem.has(subtype)) log.add({ speaker: 'agent', as: 'system', at });
  else log.skip(`system ${subtype}`.trim());
};
