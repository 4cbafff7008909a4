import type { Scanner } from '../adapter.ts';
import { blocksAt, type Part, toAskedCall } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { historyParts, seeHistory } from './history.ts';
import { toShellResult } from './shell-result.ts';

/** Follows a session of Kiro CLI: `Prompt`, `AssistantMessage` and `ToolResults` records, or the entries of a row. */
export const scanKiro = (path: string): Scanner =>
  followRecords(path, { source: 'kiro', agent: 'Kiro', modality: 'cli', see, companion: takeMeta });

const takeMeta = (_path: string, text: string, log: RecordLog): void => {
  const meta = readRecord(text) ?? {};
  log.tell({ id: toText(meta.session_id), title: toText(meta.title), project: toText(meta.cwd) });
  log.noteTime(toText(meta.created_at));
  log.noteTime(toText(meta.updated_at));
};

const see = (record: JsonRecord, log: RecordLog): void => {
  const data = toRecord(record.data) ?? {};
  const kind = toText(record.kind);
  if (kind === '') seeHistory(record, log);
  else if (kind === 'Prompt')
    log.add({ speaker: 'developer', as: 'prompt', at: timeOf(data), prompt: textOf(data) });
  else if (kind === 'AssistantMessage') {
    const calls = inner(data, 'toolUse').map(call => toText(call.toolUseId));
    log.add({ speaker: 'agent', as: 'reply', at: null, calls });
  } else if (kind === 'ToolResults') {
    for (const result of inner(data, 'toolResult')) log.result(toText(result.toolUseId), 'results');
    // With what was cancelled stands what a person said instead of yes.
    const prompt = textOf(data);
    if (prompt) log.add({ speaker: 'developer', as: 'prompt', at: timeOf(data), prompt });
  } else log.skip(kind);
};

const pieces = (data: JsonRecord): readonly JsonRecord[] => toRecords(data.content);
const inner = (data: JsonRecord, kind: string): readonly JsonRecord[] =>
  pieces(data).flatMap(piece => (piece.kind === kind ? toRecords([piece.data]) : []));
const textOf = (data: JsonRecord): string =>
  pieces(data)
    .map(piece => (piece.kind === 'text' ? toText(piece.data) : ''))
    .filter(Boolean)
    .join('\n');

/** `meta.timestamp` counts seconds. */
const timeOf = (data: JsonRecord): string | null => {
  const seconds = toRecord(data.meta)?.timestamp;
  return typeof seconds === 'number' && Math.abs(seconds) < 1e11
    ? new Date(seconds * 1000).toISOString()
    : null;
};

/** What a record of a session holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  if (as.startsWith('history ')) return historyParts(record, as);
  const data = toRecord(record.data) ?? {};
  if (as === 'prompt') return blocksAt(timeOf(data)).text(textOf(data));
  if (as === 'results')
    return inner(data, 'toolResult').map(result => ({
      kind: 'result',
      id: toText(result.toolUseId),
      result: toShellResult(
        toRecords(result.content).map(({ data }) => data),
        result.status === 'success',
      ),
    }));
  const block = blocksAt(null);
  return pieces(data).flatMap((piece): Part[] => {
    const call = piece.kind === 'toolUse' ? toRecord(piece.data) : undefined;
    if (call) return block.tool(toAskedCall(toText(call.toolUseId), toText(call.name), call.input));
    return block.text(toText(piece.data));
  });
};
