import type { IsoTime } from '../../domain/turn.ts';
import type { Scanner } from '../adapter.ts';
import { blocksAt, type Part } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import {
  answeredCall,
  callIds,
  contentOf,
  contentParts,
  contentText,
  resultsIn,
} from '../message-content.ts';
import { type JsonRecord, readRecord, toCount, toDollars, toRecord, toText } from '../read-record.ts';

/** Follows the members of a document and its messages; the folder, title and model stand in the file beside it. */
export const scanClineCli = (path: string): Scanner =>
  followRecords(path, {
    source: 'cline-cli',
    agent: 'Cline',
    modality: 'cli',
    see,
    companion: (_path, text, log) => {
      const manifest = readRecord(text) ?? {};
      log.tell({
        id: toText(manifest.session_id),
        title: toText(toRecord(manifest.metadata)?.title),
        project: toText(manifest.cwd) || toText(manifest.workspace_root),
        model: toText(manifest.model),
      });
    },
  });

const see = (record: JsonRecord, log: RecordLog): void => {
  const message = toRecord(record.messages);
  if (message) takeMessage(message, log);
  else {
    log.tell({ id: toText(record.sessionId) });
    for (const name of Object.keys(record)) if (name !== 'sessionId') log.skip(`member ${name}`);
  }
};

const takeMessage = (message: JsonRecord, log: RecordLog): void => {
  const at = timeOf(message);
  const { content } = message;
  if (message.role === 'assistant') {
    log.tell({ model: toText(toRecord(message.modelInfo)?.id) });
    log.add({ speaker: 'agent', as: 'reply', at, calls: callIds(content) });
  } else if (message.role === 'user') takeUser(content, at, log);
  else log.skip(`message of ${toText(message.role) || 'nobody'}`);
};

const takeUser = (content: unknown, at: IsoTime | null, log: RecordLog): void => {
  for (const result of resultsIn(content)) log.result(answeredCall(result), 'results');
  const prompt = typedText(content);
  if (prompt !== '' || contentOf(content).some(({ type }) => type === 'image'))
    log.add({ speaker: 'developer', as: 'prompt', at, prompt });
};

/** What a person typed stands in a tag; other text blocks are the program's. */
const typedText = (content: unknown): string =>
  [...contentText(content).matchAll(/<user_input[^>]*>([\s\S]*?)<\/user_input>/g)]
    .map(([, text = '']) => text.trim())
    .join('\n\n');

/** What a message holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const message = toRecord(record.messages) ?? {};
  const at = timeOf(message);
  if (as === 'results') return resultsIn(message.content).map(toResult);
  if (as === 'prompt') {
    const pictures = contentOf(message.content).filter(({ type }) => type === 'image');
    return [...blocksAt(at).text(typedText(message.content)), ...contentParts(pictures, at)];
  }
  return [
    { kind: 'model', name: toText(toRecord(message.modelInfo)?.id) },
    {
      kind: 'usage',
      tokens: usedTokens(toRecord(message.metrics)),
      cost: toDollars(toRecord(message.metrics)?.cost),
    },
    ...contentParts(message.content, at),
  ];
};

/** Cached reads are told apart from `inputTokens`. */
const usedTokens = (metrics: JsonRecord | undefined): number | null => {
  const [input, output] = [toCount(metrics?.inputTokens), toCount(metrics?.outputTokens)];
  return input === null || output === null
    ? null
    : input + output + (toCount(metrics?.cacheWriteTokens) ?? 0);
};

/** Words with which a person's no comes back. */
const refused =
  /\b(?:denied|rejected|declined) (?:this operation|by (?:the )?user)|user (?:denied|rejected|declined)/i;

/** A tool that does several things at once tells of each: the query, its result, its error. */
const toResult = (result: JsonRecord): Part => {
  const items = contentOf(result.content);
  const output = items
    .map(({ text, result: done, error }) => [text, done, error].map(toText).filter(Boolean).join('\n'))
    .join('\n');
  const isError = result.is_error === true || items.some(({ success }) => success === false);
  const exit = /\bexited with code (\d+)/.exec(output)?.[1];
  const status = isError ? (refused.test(output) ? 'rejected' : 'error') : 'ok';
  return {
    kind: 'result',
    id: answeredCall(result),
    result: { output, status, exitCode: exit === undefined ? null : Number(exit) },
  };
};

const timeOf = ({ ts }: JsonRecord): IsoTime | null =>
  typeof ts === 'number' && ts > 0 && ts < 8.64e15 ? new Date(ts).toISOString() : null;
