import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { workspaceFolder } from '../vscode-users.ts';
import { timeOf } from './request.ts';

/**
 * Follows a chat: a document whose requests are records, or a log whose first line is the document and whose others
 * change it. A request is a prompt and its answer at once; a change of it belongs to the turn of the answer.
 */
export const scanCopilotChat = (path: string): Scanner => {
  const answers: number[] = [];
  return followRecords(path, {
    source: 'copilot-chat',
    agent: 'Copilot',
    modality: 'ide',
    see: (record, log) => {
      if (typeof record.kind === 'number') takeChange(record, log, answers);
      else if (toRecord(record.requests))
        takeRequest(toRecord(record.requests) ?? {}, answers.length, '', log, answers);
      else takeMeta(record, log);
    },
    companion: (_path, text, log) => log.tell({ project: workspaceFolder(text) }),
  });
};

const known = new Set(['sessionId', 'customTitle', 'creationDate', 'lastMessageDate', 'version']);

const takeMeta = (meta: JsonRecord, log: RecordLog): void => {
  log.tell({ id: toText(meta.sessionId), title: toText(meta.customTitle) });
  log.noteTime(timeOf(meta.creationDate));
  log.noteTime(timeOf(meta.lastMessageDate));
  for (const name of Object.keys(meta)) if (!known.has(name)) log.skip(`member ${name}`);
};

/** `kind`: 0 the whole, 1 set, 2 push, 3 delete; `k` is the path to what changes. */
const takeChange = (record: JsonRecord, log: RecordLog, answers: number[]): void => {
  const path = Array.isArray(record.k) ? record.k : [];
  const [first, number] = path;
  if (record.kind === 0) {
    const { requests, ...meta } = toRecord(record.v) ?? {};
    takeMeta(meta, log);
    takeRequests(requests, 0, log, answers);
  } else if (first === 'requests' && path.length === 1 && record.kind !== 3)
    takeRequests(record.v, record.kind === 1 ? 0 : startOf(record, answers), log, answers);
  else if (first === 'requests' && typeof number === 'number' && answers[number] !== undefined)
    log.attachTo(answers[number], `change ${number}`, callsIn(record.v));
  else if (path.length === 1 && known.has(String(first))) takeMeta({ [String(first)]: record.v }, log);
  else log.skip(`change of ${String(first ?? 'nothing')}`);
};

const startOf = ({ i }: JsonRecord, answers: readonly number[]): number =>
  typeof i === 'number' && i >= 0 && i <= answers.length ? Math.floor(i) : answers.length;

const takeRequests = (list: unknown, from: number, log: RecordLog, answers: number[]): void => {
  for (const [index, request] of toRecords(list).entries())
    takeRequest(request, from + index, `@${index}`, log, answers);
};

const takeRequest = (
  request: JsonRecord,
  number: number,
  place: string,
  log: RecordLog,
  answers: number[],
): void => {
  const calls = callsIn(request.response);
  const answer = answers[number];
  if (answer === undefined) answers[number] = addRequest(request, `${number}${place}`, calls, log);
  else log.attachTo(answer, `answer ${number}${place}`, calls);
};

const addRequest = (request: JsonRecord, place: string, calls: readonly string[], log: RecordLog): number => {
  const at = timeOf(request.timestamp);
  const prompt = toText(toRecord(request.message)?.text);
  log.tell({ model: toText(request.modelId).replace(/^copilot\//, '') });
  log.add({ speaker: 'developer', as: `prompt ${place}`, at, prompt });
  return log.add({ speaker: 'agent', as: `answer ${place}`, at, calls });
};

const callsIn = (items: unknown): string[] =>
  toRecords(items).flatMap(item =>
    item.kind === 'toolInvocationSerialized' ? [toText(item.toolCallId)] : [],
  );
