import type { ToolStatus } from '../../domain/tool-call.ts';
import type { IsoTime } from '../../domain/turn.ts';
import type { Scanner } from '../adapter.ts';
import type { Part } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { answeredCall, callIds, contentParts, contentText, resultsIn } from '../message-content.ts';
import { type JsonRecord, toCount, toRecord, toRecords, toText } from '../read-record.ts';
import { unifiedEdits } from '../unified-edits.ts';
import { workspaceFolder } from '../vscode-users.ts';

/** Follows a thread of Amp: the members of a document and its messages. */
export const scanAmp = (path: string): Scanner =>
  followRecords(path, { source: 'amp', agent: 'Amp', modality: 'cli', see });

const see = (record: JsonRecord, log: RecordLog): void => {
  const message = toRecord(record.messages);
  if (message) takeMessage(message, log);
  else takeMeta(record, log);
};

const takeMeta = (record: JsonRecord, log: RecordLog): void => {
  const [tree] = toRecords(toRecord(toRecord(record.env)?.initial)?.trees);
  log.tell({
    id: toText(record.id),
    title: toText(record.title),
    project: tree ? workspaceFolder(`"folder":"${toText(tree.uri)}"`) : null,
    branch: toText(toRecord(tree?.repository)?.ref).replace(/^refs\/heads\//, ''),
  });
  log.noteTime(toTime(record.created));
  for (const name of Object.keys(record))
    if (!['id', 'title', 'env', 'created', 'v'].includes(name)) log.skip(`member ${name}`);
};

const takeMessage = (message: JsonRecord, log: RecordLog): void => {
  const { content } = message;
  const at = timeOf(message);
  if (message.role === 'assistant') {
    log.tell({ model: toText(toRecord(message.usage)?.model) });
    log.add({ speaker: 'agent', as: 'reply', at, calls: callIds(content) });
  } else if (message.role === 'user') {
    const results = resultsIn(content);
    for (const result of results) log.result(answeredCall(result), 'results');
    const text = contentText(content);
    if (text.trim() !== '') log.add({ speaker: 'developer', as: 'prompt', at, prompt: text });
    else if (results.length === 0) log.skip('empty user message');
    const reason = results.map(reasonOf).join('\n').trim();
    if (reason !== '') log.add({ speaker: 'developer', as: 'reason', at });
  } else log.skip(`message of ${toText(message.role) || 'nobody'}`);
};

/** What a person said while refusing a call. */
const reasonOf = (result: JsonRecord): string => {
  const run = toRecord(result.run);
  return run?.status === 'rejected-by-user' ? toText(run.reason) : '';
};

const toTime = (time: unknown): IsoTime | null =>
  typeof time === 'number' && time > 0 && time < 8.64e15 ? new Date(time).toISOString() : null;
const timeOf = (message: JsonRecord): IsoTime | null =>
  toTime(toRecord(message.meta)?.sentAt) ?? (toText(toRecord(message.usage)?.timestamp) || null);

/** What a message holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const message = toRecord(record.messages) ?? {};
  const at = timeOf(message);
  const { content } = message;
  if (as === 'results') return resultsIn(content).map(toResult);
  if (as === 'reason') return contentParts(resultsIn(content).map(reasonOf).join('\n').trim(), at);
  const usage = toRecord(message.usage);
  const [input, output] = [toCount(usage?.inputTokens), toCount(usage?.outputTokens)];
  const written = toCount(usage?.cacheCreationInputTokens) ?? 0;
  return [
    ...contentParts(content, at),
    { kind: 'model', name: toText(usage?.model) },
    { kind: 'usage', tokens: input === null || output === null ? null : input + output + written },
  ];
};

const statuses: Readonly<Record<string, ToolStatus>> = {
  done: 'ok',
  error: 'error',
  cancelled: 'interrupted',
  'rejected-by-user': 'rejected',
};

const toResult = (answer: JsonRecord): Part => {
  const run = toRecord(answer.run);
  const result = toRecord(run?.result);
  const status = statuses[toText(run?.status)] ?? 'unknown';
  const diff = toText(result?.diff);
  const output =
    toText(run?.result) || toText(result?.output) || toText(result?.content) || toText(run?.reason) || diff;
  const exitCode = toCount(result?.exitCode);
  const failed = status === 'ok' && exitCode !== null && exitCode > 0;
  return {
    kind: 'result',
    id: answeredCall(answer),
    result: {
      output: output || null,
      status: failed ? 'error' : status,
      exitCode,
      edits: diff ? unifiedEdits(diff, /^\+\+\+ (?:b\/)?(.+)$/m.exec(diff)?.[1] ?? '') : [],
    },
  };
};
