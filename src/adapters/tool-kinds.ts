import type { ToolKind } from '../domain/tool-call.ts';

const kinds: readonly (readonly [ToolKind, RegExp])[] = [
  [
    'edit',
    /^(edit|multiedit|(?:fs_)?write(?!_stdin|_todos)|notebookedit|apply_patch|edit_file|create_file|str_replace|write_file|write_to_file|multi_replace|search_replace|strreplace|file_editor|editor$|create$|replace(?:_string|_file|$)|insert_edit|delete_file)/i,
  ],
  [
    'run',
    /^(bash|shell|powershell|exec|run_|terminal|write_stdin|local_shell|kill_?(?:bash|shell)|monitor)/i,
  ],
  [
    'search',
    /^(grep|glob|search|codebase_search|find|ripgrep|list_dir|ls$|websearch|web_search|toolsearch|list_directory|google_web_search)/i,
  ],
  ['read', /^((?:fs_)?read|notebookread|view|open|fetch|webfetch|web_fetch|copilot_readfile|cat$)/i],
  [
    'task',
    /^(task|agent|todowrite|write_todos|delegate_to_agent|invoke_subagent|todo_list|update_plan|(?:spawn|wait|close)_agent|send_input|workflow|skill)/i,
  ],
];

/** What a tool does, by its name in the log; `other` when no name tells. */
export const toToolKind = (name: string): ToolKind =>
  kinds.find(([, pattern]) => pattern.test(name.replace(/^copilot_/, '').replace(/^mcp__\w+?__/, '')))?.[0] ??
  'other';

const targetKeys = [
  'command',
  'cmd',
  'commands',
  'file_path',
  'filePath',
  'notebook_path',
  'pattern',
  'query',
  'regex',
  'glob',
  'path',
  'absolute_path',
  'dir_path',
  'target_file',
  'filename',
  'file_name',
  'AbsolutePath',
  'url',
  'description',
  'prompt',
  'skill',
  'message',
  'target',
  'targets',
  'files',
  'paths',
  'operations',
];

/** What an editing tool is to do, of those that do several things: their path says what it is about. */
const isEditorCommand = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:view|create|str_replace|strReplace|insert|append|undo_edit)$/.test(value);

/** Several things at once stand in a list, by their words or by what each has for a path. */
const nameOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  const path: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'path') : null;
  return typeof path === 'string' ? [path] : [];
};

/** The path, command or query that a call was about: the first telling argument. A search names its pattern first. */
export const toTarget = (input: unknown): string => {
  if (typeof input === 'string') return input;
  if (typeof input !== 'object' || input === null) return '';
  for (const key of targetKeys) {
    const value: unknown = Reflect.get(input, key);
    if (key === 'command' && isEditorCommand(value)) continue;
    if (typeof value === 'string') return value;
    const names = Array.isArray(value) ? value.flatMap(nameOf).join(' ') : '';
    if (names !== '') return names;
  }
  return '';
};
