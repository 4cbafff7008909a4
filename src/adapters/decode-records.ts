import type { FileEdit, ToolCall, ToolStatus } from '../domain/tool-call.ts';
import { type Block, type IsoTime, sumKnown } from '../domain/turn.ts';
import type { Adapter, PieceText, TurnBody } from './adapter.ts';
import { rewindMark, taskMark } from './follow-records.ts';
import { toImage } from './image-block.ts';
import { inputEdits } from './input-edits.ts';
import { type JsonRecord, readRecord } from './read-record.ts';
import { toTarget, toToolKind } from './tool-kinds.ts';

/** What came of a tool call. */
export type CallResult = {
  readonly output: string | null;
  readonly status: ToolStatus;
  readonly exitCode?: number | null;
  /** What really changed, where the result tells; else what the call asked for stands. */
  readonly edits?: readonly FileEdit[];
  readonly subagent?: string | null;
};

/** What a record holds: blocks, and what belongs to the turn or to a call of it. */
export type Part =
  | Block
  | { readonly kind: 'result'; readonly id: string; readonly result: CallResult }
  /** `cost` in US dollars, where the log says it. */
  | { readonly kind: 'usage'; readonly tokens: number | null; readonly cost?: number | null }
  | { readonly kind: 'model'; readonly name: string };

/** Decodes turns of JSON records: `toParts` says what one holds; results find their call by id, wherever they stand. */
export const decodeRecords =
  (toParts: (record: JsonRecord, as: string) => readonly Part[]): Adapter['decode'] =>
  (_speaker, pieces) =>
    joinParts(pieces.flatMap(piece => readParts(piece, toParts)));

/** A turn of its parts. */
export const joinParts = (parts: readonly Part[]): TurnBody => {
  const results = joinResults(parts);
  const names = parts.flatMap(part => (part.kind === 'model' && part.name ? [part.name] : []));
  return {
    blocks: parts.filter(isBlock).map(block => withResult(block, results)),
    model: names.at(-1) ?? null,
    tokens: sumKnown(parts.map(part => (part.kind === 'usage' ? part.tokens : null))),
    cost: sumKnown(parts.map(part => (part.kind === 'usage' ? (part.cost ?? null) : null))),
  };
};

const readParts = (
  { as, from, text }: PieceText,
  toParts: (record: JsonRecord, as: string) => readonly Part[],
): readonly Part[] => {
  const record = readRecord(text.replace(/^\uFEFF/, ''), from);
  if (!record) return [];
  if (as.startsWith(rewindMark)) return blocksAt(null).rewind(Number(as.slice(rewindMark.length)));
  if (!as.startsWith(taskMark)) return toParts(record, as);
  return toParts(record, as.slice(taskMark.length)).map(part =>
    part.kind === 'text' ? { ...part, kind: 'note', label: 'task given by another agent' } : part,
  );
};

/** The last word on a call counts; one that was refused stays so, whatever its tool says of it later. */
const joinResults = (parts: readonly Part[]): ReadonlyMap<string, CallResult> => {
  const results = new Map<string, CallResult>();
  for (const part of parts) {
    if (part.kind !== 'result') continue;
    const isRefused = results.get(part.id)?.status === 'rejected';
    results.set(part.id, isRefused ? { ...part.result, status: 'rejected' } : part.result);
  }
  return results;
};

const isBlock = (part: Part): part is Block =>
  part.kind !== 'result' && part.kind !== 'usage' && part.kind !== 'model';

const withResult = (block: Block, results: ReadonlyMap<string, CallResult>): Block => {
  const result = block.kind === 'tool' ? results.get(block.call.id) : undefined;
  if (block.kind !== 'tool' || !result) return block;
  const { call } = block;
  return {
    ...block,
    call: {
      ...call,
      output: result.output,
      status: result.status,
      exitCode: result.exitCode ?? null,
      edits: result.edits?.length ? result.edits : call.edits,
      subagent: result.subagent ?? call.subagent,
    },
  };
};

type Place = { readonly at: IsoTime | null; readonly sidechain: boolean };

/** The blocks of one record, all with its time. Words that are blank make none. */
export const blocksAt = (at: IsoTime | null) => {
  const place: Place = { at, sidechain: false };
  const words = (kind: 'text' | 'thinking') => (text: string) =>
    text.trim() === '' ? [] : [{ kind, text, ...place }];
  return {
    text: words('text'),
    thinking: words('thinking'),
    command: (text: string): Block[] => [{ kind: 'command', text, ...place }],
    note: (label: string, text: string): Block[] => [{ kind: 'note', label, text, ...place }],
    rewind: (to: number): Block[] => [{ kind: 'rewind', to, ...place }],
    interruption: (): Block[] => [{ kind: 'interruption', ...place }],
    /** `data` is base64. */
    image: (mediaType: string, data: string): Block[] => [{ ...toImage(mediaType, data), ...place }],
    tool: (call: ToolCall): Block[] => [{ kind: 'tool', call, ...place }],
  };
};

/** A call as it was asked for; its result comes later, if it comes. */
export const toAskedCall = (id: string, name: string, input: unknown): ToolCall => ({
  id,
  name,
  kind: toToolKind(name),
  target: toTarget(input),
  input,
  output: null,
  status: 'unknown',
  exitCode: null,
  edits: inputEdits(toToolKind(name), input),
  subagent: null,
});
