import type { FileEdit } from '../domain/tool-call.ts';

/** The hunks of a unified diff as edits, each side with the lines around it; `path` unless the diff names its files. */
export const unifiedEdits = (diff: string, path: string): readonly FileEdit[] => {
  const edits: { path: string; before: string[]; after: string[] }[] = [];
  let file = path;
  let isHunk = false;
  for (const line of diff.split('\n')) {
    const named = isHunk ? undefined : /^\+\+\+ (?:b\/)?([^\t]+)/.exec(line)?.[1]?.trim();
    if (/^(?:diff |Index: |=====)/.test(line)) isHunk = false;
    else if (named && named !== '/dev/null') file = path || named;
    else if (line.startsWith('@@')) {
      isHunk = true;
      edits.push({ path: file, before: [], after: [] });
    } else if (isHunk) takeLine(edits.at(-1), line);
  }
  return edits.map(edit => ({
    path: edit.path,
    // What was not there before was nothing, not an empty text.
    before: edit.before.length > 0 ? edit.before.join('\n') : null,
    after: edit.after.join('\n'),
  }));
};

const takeLine = (edit: { before: string[]; after: string[] } | undefined, line: string): void => {
  if (!edit || line === '' || line.startsWith('\\')) return;
  const text = line.slice(1);
  if (!line.startsWith('+')) edit.before.push(text);
  if (!line.startsWith('-')) edit.after.push(text);
};
