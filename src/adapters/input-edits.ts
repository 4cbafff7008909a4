import type { FileEdit, ToolKind } from '../domain/tool-call.ts';
import { type JsonRecord, toRecord, toRecords, toText } from './read-record.ts';

/** The first of these members that holds a text. */
const firstText = (input: JsonRecord, names: readonly string[]): string | null => {
  const name = names.find(one => typeof input[one] === 'string');
  return name === undefined ? null : toText(input[name]);
};

const pathNames = [
  'file_path',
  'filePath',
  'path',
  'absolute_path',
  'target_file',
  'relative_workspace_path',
  'filename',
  'file',
];
const beforeNames = ['old_string', 'oldString', 'old_str', 'oldStr', 'oldText', 'old_text'];
const afterNames = ['new_string', 'newString', 'new_str', 'newStr', 'newText', 'new_text'];
const wholeNames = ['content', 'file_text', 'contents', 'fileText', 'code_edit', 'new_source'];

/**
 * The edits that the arguments of an editing tool ask for, by the names that agents commonly give them: a part replaced,
 * several, or a whole file. None where the arguments say no such thing.
 */
export const inputEdits = (kind: ToolKind, input: unknown): readonly FileEdit[] => {
  const record = toRecord(input);
  if (kind !== 'edit' || !record) return [];
  const path = firstText(record, pathNames);
  if (path === null) return [];
  const parts = toRecords(record.edits ?? record.replacements);
  if (parts.length > 0) return parts.map(part => toEdit(firstText(part, pathNames) ?? path, part));
  const edit = toEdit(path, record);
  return edit.before === null && edit.after === null ? [] : [edit];
};

const toEdit = (path: string, input: JsonRecord): FileEdit => ({
  path,
  before: firstText(input, beforeNames),
  after: firstText(input, afterNames) ?? firstText(input, wholeNames),
});
