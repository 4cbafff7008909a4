import type { FileEdit, ToolStatus } from '../../domain/tool-call.ts';
import type { IsoTime } from '../../domain/turn.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import type { RecordLog } from '../follow-records.ts';
import {
  type JsonRecord,
  parseInput,
  readRecord,
  toCount,
  toRecord,
  toRecords,
  toText,
} from '../read-record.ts';
import { unifiedEdits } from '../unified-edits.ts';

/** Takes a row of the editor's database: the conversation's own, which in old versions holds its bubbles, or a bubble. */
export const seeRow = (row: JsonRecord, log: RecordLog): void => {
  const value = readRecord(toText(row.value));
  const key = toText(row.key);
  if (!value) log.skip(key.startsWith('bubbleId:') ? 'bubble that is empty' : 'row that is empty');
  else if (key.startsWith('composerData:')) takeComposer(value, log);
  else takeBubble(value, 'bubble', log);
};

const takeComposer = (value: JsonRecord, log: RecordLog): void => {
  const workspace = toRecord(toRecord(value.workspaceIdentifier)?.uri);
  log.tell({
    id: toText(value.composerId),
    title: toText(value.name),
    model: toText(toRecord(value.modelConfig)?.modelName),
    project: toText(workspace?.fsPath) || toText(workspace?.path),
  });
  log.noteTime(toTime(value.createdAt));
  log.noteTime(toTime(value.lastUpdatedAt));
  for (const [index, bubble] of toRecords(value.conversation).entries())
    takeBubble(bubble, `inline@${index}`, log);
};

const takeBubble = (bubble: JsonRecord, as: string, log: RecordLog): void => {
  const at = timeOf(bubble);
  const text = toText(bubble.text);
  if (bubble.type === 1) {
    if (text.trim() === '' && toRecords(bubble.images).length === 0) log.skip('empty prompt');
    else log.add({ speaker: 'developer', as, at, prompt: text });
  } else if (bubble.type === 2) {
    const calls = toRecord(bubble.toolFormerData) ? [callIdOf(bubble)] : [];
    log.tell({ model: toText(toRecord(bubble.modelInfo)?.modelName) });
    log.add({ speaker: 'agent', as, at, calls });
  } else log.skip(`bubble of type ${String(bubble.type)}`);
};

/** `default` and the like name no model. */
const callIdOf = (bubble: JsonRecord): string =>
  toText(toRecord(bubble.toolFormerData)?.toolCallId) || toText(bubble.bubbleId);

/** Some times count from the program's start: those tell nothing. */
const toTime = (time: unknown): IsoTime | null => {
  if (typeof time === 'string') return time || null;
  return typeof time === 'number' && time > 1e12 && time < 8.64e15 ? new Date(time).toISOString() : null;
};
const timeOf = (bubble: JsonRecord): IsoTime | null => {
  const timing = toRecord(bubble.timingInfo);
  return toTime(bubble.createdAt) ?? toTime(timing?.clientStartTime) ?? toTime(timing?.clientEndTime);
};

/** What a row holds. */
export const toBubbleParts = (row: JsonRecord, as: string): readonly Part[] => {
  const value = readRecord(toText(row.value)) ?? {};
  const index = /^inline@(\d+)$/.exec(as)?.[1];
  const bubble = index === undefined ? value : (toRecords(value.conversation)[Number(index)] ?? {});
  const block = blocksAt(timeOf(bubble));
  const tool = toRecord(bubble.toolFormerData);
  return [
    { kind: 'model', name: toText(toRecord(bubble.modelInfo)?.modelName) },
    { kind: 'usage', tokens: usedTokens(toRecord(bubble.tokenCount)) },
    ...block.thinking(toText(toRecord(bubble.thinking)?.text)),
    ...block.text(toText(bubble.text)),
    ...toRecords(bubble.images).flatMap(image => block.image(toText(image.mimeType), toText(image.data))),
    ...(tool ? toolParts(tool, callIdOf(bubble), block) : []),
  ];
};

/** Since 2025 the counts are there and zero: unknown. */
const usedTokens = (tokens: JsonRecord | undefined): number | null =>
  (toCount(tokens?.inputTokens) ?? 0) + (toCount(tokens?.outputTokens) ?? 0) || null;

const toolParts = (tool: JsonRecord, id: string, block: ReturnType<typeof blocksAt>): Part[] => {
  const params = toRecord(parseInput(tool.params));
  const input = toRecord(parseInput(tool.rawArgs)) ?? params ?? {};
  const asked = toAskedCall(id, toText(tool.name) || 'tool', input);
  const target = asked.target || toText(params?.relativeWorkspacePath) || toText(params?.targetFile);
  const result = toRecord(parseInput(tool.result));
  const path = asked.edits[0]?.path || target;
  return [
    ...block.tool({ ...asked, target }),
    { kind: 'result', id, result: { ...toResult(tool, result), edits: diffEdits(result, path) } },
  ];
};

const diffEdits = (result: JsonRecord | undefined, path: string): readonly FileEdit[] =>
  toRecords(toRecord(result?.diff)?.chunks).flatMap(chunk =>
    unifiedEdits(`@@\n${toText(chunk.diffString)}`, path),
  );

const toResult = (tool: JsonRecord, result: JsonRecord | undefined): CallResult => {
  const error = toRecord(parseInput(tool.error));
  const output =
    toText(result?.output) ||
    toText(result?.contents) ||
    toText(error?.modelVisibleErrorMessage) ||
    toText(error?.clientVisibleErrorMessage) ||
    (result?.diff === undefined ? toText(tool.result) : '') ||
    null;
  return {
    output,
    status: toStatus(tool, result),
    exitCode: toCount(result?.exitCodeV2 ?? result?.exitCode),
  };
};

const toStatus = (tool: JsonRecord, result: JsonRecord | undefined): ToolStatus => {
  if (/^reject/i.test(toText(tool.userDecision)) || result?.rejected === true) return 'rejected';
  if (tool.status === 'cancelled') return 'interrupted';
  if (tool.status === 'error') return 'error';
  if (tool.status !== 'completed') return 'unknown';
  return (toCount(result?.exitCodeV2 ?? result?.exitCode) ?? 0) > 0 ? 'error' : 'ok';
};
