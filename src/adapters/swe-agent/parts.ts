import type { FileEdit, ToolCall } from '../../domain/tool-call.ts';
import { blocksAt, type Part, toAskedCall } from '../decode-records.ts';
import { contentText } from '../message-content.ts';
import { type JsonRecord, parseInput, toRecord, toRecords, toText } from '../read-record.ts';
import { callIdOf, hasCall } from './scan.ts';

const block = blocksAt(null);

/** What a record holds; behind `reply` stand its number and the open file, behind `result` the call. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const entry = toRecord(record.history) ?? {};
  const [, kind = '', first = '', file = ''] = /^(\w+) ?(\S*) ?(.*)$/s.exec(as) ?? [];
  const text = contentText(entry.content);
  switch (kind) {
    case 'prompt':
      return block.text(text);
    case 'reply':
      return [
        ...block.text(toText(entry.thought).trim() || (hasCall(entry) ? '' : text)),
        ...(hasCall(entry) ? block.tool(toCall(entry, Number(first), file)) : []),
      ];
    case 'result':
      // The format has no word for how a call ended.
      return [{ kind: 'result', id: first, result: { output: text, status: 'unknown' } }];
    case 'end':
      return block.note('end of the run', toText(toRecord(record.info)?.exit_status));
    default:
      return block.note('from the agent’s own program', text);
  }
};

/** Commands of its own interface; any other action is a line for the shell. */
const ownCommand =
  /^(open|goto|scroll_up|scroll_down|create|edit|insert|search_dir|search_file|find_file|submit|str_replace_editor)\b\s*([\s\S]*)$/;

const toCall = (entry: JsonRecord, index: number, file: string): ToolCall => {
  const id = callIdOf(entry, index);
  const asked = toRecord(toRecords(entry.tool_calls)[0]?.function);
  const action = toText(entry.action).trim();
  const [, own = 'bash', rest = action] = ownCommand.exec(action) ?? [];
  const call = asked
    ? toAskedCall(id, toText(asked.name), parseInput(asked.arguments))
    : toAskedCall(id, own, { command: rest });
  const edits = call.edits.length > 0 ? call.edits : editsOf(call, file);
  const kind = edits.length > 0 ? 'edit' : call.kind;
  return { ...call, kind, target: edits[0]?.path || call.target, edits };
};

/** An edit is of the open file: what it looks for and puts there, or lines from one number to another. */
const editsOf = (call: ToolCall, file: string): readonly FileEdit[] => {
  const input = toRecord(call.input);
  const path = toText(input?.filename) || (call.name === 'create' ? toText(input?.command) : file);
  if (!/^(?:edit|insert|create)$/.test(call.name) || path === '') return [];
  if (typeof input?.replace === 'string')
    return [{ path, before: toText(input.search) || null, after: input.replace }];
  const lines = /^\d+(?::\d+)?\n([\s\S]*?)(?:\nend_of_edit)?$/.exec(toText(input?.command))?.[1];
  const after = toText(input?.text) || lines;
  return after === undefined ? [] : [{ path, before: null, after }];
};
