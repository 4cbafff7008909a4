import type { IsoTime } from '../../domain/turn.ts';
import type { Scanner } from '../adapter.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, parseInput, toRecord, toRecords, toText } from '../read-record.ts';

/** Follows the rows of a session: its own, then its messages. */
export const scanCrush = (path: string): Scanner =>
  followRecords(path, {
    source: 'crush',
    agent: /[\\/]\.opencode[\\/]/.test(path) ? 'OpenCode' : 'Crush',
    modality: 'cli',
    see: (row, log) => {
      log.tell({ project: /^(.*)[\\/]\.(?:crush|opencode)[\\/]/.exec(path)?.[1] ?? null });
      log.noteTime(timeOf(row));
      if (row.kind === 'session')
        log.tell({ id: toText(row.id), title: toText(row.title), parent: toText(row.parent) });
      else takeMessage(row, log);
    },
  });

const takeMessage = (row: JsonRecord, log: RecordLog): void => {
  const at = timeOf(row);
  const role = toText(row.role);
  const parts = partsOf(row);
  if (role === 'user') log.add({ speaker: 'developer', as: 'prompt', at, prompt: textOf(parts) });
  else if (role === 'assistant') {
    log.tell({ model: toText(row.model) });
    log.add({
      speaker: 'agent',
      as: 'reply',
      at,
      calls: inner(parts, 'tool_call').map(({ id }) => toText(id)),
    });
  } else if (role === 'tool') {
    for (const result of inner(parts, 'tool_result')) log.result(toText(result.tool_call_id), 'results');
  } else log.skip(`message of ${role || 'nobody'}`);
};

const partsOf = (row: JsonRecord): readonly JsonRecord[] => toRecords(parseInput(row.parts));
const inner = (parts: readonly JsonRecord[], type: string): readonly JsonRecord[] =>
  toRecords(parts.filter(part => part.type === type).map(part => part.data));
const textOf = (parts: readonly JsonRecord[]): string =>
  inner(parts, 'text')
    .map(({ text }) => toText(text))
    .join('\n');

/** Seconds since 1970; a build may yet do what the schema says and count ms. */
const timeOf = ({ time }: JsonRecord): IsoTime | null => {
  if (typeof time !== 'number' || time <= 0 || time > 8.64e15) return null;
  return new Date(time > 1e11 ? time : time * 1000).toISOString();
};

/** What a row holds. */
export const toParts = (row: JsonRecord, as: string): readonly Part[] => {
  const block = blocksAt(timeOf(row));
  const parts = partsOf(row);
  if (as === 'prompt') return block.text(textOf(parts));
  if (as === 'results')
    return inner(parts, 'tool_result').map(result => ({
      kind: 'result',
      id: toText(result.tool_call_id),
      result: toResult(result),
    }));
  return [{ kind: 'model', name: toText(row.model) }, ...parts.flatMap(part => replyParts(part, block))];
};

const replyParts = (part: JsonRecord, block: ReturnType<typeof blocksAt>): Part[] => {
  const data = toRecord(part.data) ?? {};
  switch (part.type) {
    case 'text':
      return block.text(toText(data.text));
    case 'reasoning':
      return block.thinking(toText(data.thinking));
    case 'tool_call':
      return block.tool(toAskedCall(toText(data.id), toText(data.name), parseInput(data.input)));
    case 'finish':
      if (data.reason === 'canceled') return block.interruption();
      return data.reason === 'error' ? block.note('error', toText(data.message)) : [];
    default:
      return [];
  }
};

const toResult = (result: JsonRecord): CallResult => {
  const output = toText(result.content).replace(/\s*<cwd>[\s\S]*<\/cwd>\s*$/, '');
  const metadata = toRecord(parseInput(result.metadata));
  const exit = /Exit code (\d+)\s*$/.exec(output)?.[1];
  const exitCode = exit === undefined ? null : Number(exit);
  const [before, after] = [toText(metadata?.old_content), toText(metadata?.new_content)];
  const path = toText(metadata?.file_path);
  const edits = path && after ? [{ path, before: before || null, after }] : [];
  if (/^User denied permission/i.test(output)) return { output, status: 'rejected' };
  return { output, status: result.is_error === true || exitCode ? 'error' : 'ok', exitCode, edits };
};
