import type { FileEdit, ToolCall, ToolStatus } from '../../domain/tool-call.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { toTarget, toToolKind } from '../tool-kinds.ts';
import { isRefusal, resultText, toolResult } from './message.ts';

/** A `tool_use` block and the user record that holds its result, which a log may lack. */
export const toCall = (block: JsonRecord, answer: JsonRecord | undefined): ToolCall => {
  const name = toText(block.name);
  const call: ToolCall = {
    id: toText(block.id),
    name,
    kind: toToolKind(name),
    target: toTarget(block.input),
    input: block.input,
    output: null,
    status: 'unknown',
    exitCode: null,
    edits: toEdits(name, toRecord(block.input) ?? {}, toRecord(answer?.toolUseResult)),
    subagent: null,
  };
  return answer ? withAnswer(call, answer) : call;
};

const withAnswer = (call: ToolCall, answer: JsonRecord): ToolCall => {
  const result = toolResult(answer);
  const detail = toRecord(answer.toolUseResult);
  const output = resultText(result?.content);
  const status = toStatus(result, output, detail?.interrupted === true);
  return {
    ...call,
    output,
    status,
    exitCode: toExitCode(call.name, status, output, detail),
    subagent: toText(detail?.agentId) || null,
  };
};

const toStatus = (result: JsonRecord | undefined, output: string, interrupted: boolean): ToolStatus => {
  if (isRefusal(result)) return 'rejected';
  if (interrupted || output.startsWith('[Request interrupted by user')) return 'interrupted';
  return result?.is_error === true ? 'error' : 'ok';
};

/** A failed command names its code; one that went well ended with 0, unless it still runs or its code was read away. */
const toExitCode = (
  name: string,
  status: ToolStatus,
  output: string,
  detail: JsonRecord | undefined,
): number | null => {
  const named = /^(?:Error: )?Exit code (\d+)/.exec(output)?.[1];
  if (named !== undefined && status !== 'ok') return Number(named);
  const open = toText(detail?.backgroundTaskId) || toText(detail?.returnCodeInterpretation);
  return name === 'Bash' && status === 'ok' && !open ? 0 : null;
};

/** The edits that a call asks for; what a `Write` replaced stands only in its result. */
const toEdits = (name: string, input: JsonRecord, detail: JsonRecord | undefined): readonly FileEdit[] => {
  const path = toText(input.file_path) || toText(input.notebook_path);
  const original = toText(detail?.originalFile);
  if (name === 'Write') return [{ path, before: original || null, after: toText(input.content) }];
  if (name === 'NotebookEdit') return [{ path, before: null, after: toText(input.new_source) }];
  if (name === 'Edit') return [toEdit(path, input)];
  return name === 'MultiEdit' ? toRecords(input.edits).map(edit => toEdit(path, edit)) : [];
};

const toEdit = (path: string, edit: JsonRecord): FileEdit => ({
  path,
  before: toText(edit.old_string),
  after: toText(edit.new_string),
});
