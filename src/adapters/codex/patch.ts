import type { FileEdit } from '../../domain/tool-call.ts';

/** The patch inside a text: the text itself, or a heredoc in a shell command. '' when there is none. */
export const findPatch = (text: string): string =>
  /\*\*\* Begin Patch[\s\S]*?(?:\*\*\* End Patch|$(?![\s\S]))/.exec(text)?.[0] ?? '';

/**
 * Reads a patch of the agent's own format (`*** Update File:`, hunks after `@@`) as one edit a hunk. A deleted file
 * has an empty `after`, and no `before`: the patch does not say what was in it.
 */
export const parsePatch = (patch: string): FileEdit[] => {
  const edits: FileEdit[] = [];
  let hunk: Hunk | undefined;
  const close = () => {
    if (hunk) edits.push(...toEdit(hunk));
  };
  for (const line of patch.split(/\r?\n/)) {
    const [, act, path] = /^\*\*\* (Add|Update|Delete) File: (.+)$/.exec(line) ?? [];
    const moved = /^\*\*\* Move to: (.+)$/.exec(line)?.[1];
    if (act && path) {
      close();
      hunk = { act, path: path.trim(), moved: false, before: [], after: [] };
    } else if (!hunk || line.startsWith('*** ')) {
      if (hunk && moved) hunk = { ...hunk, path: moved.trim(), moved: true };
    } else if (line.startsWith('@@')) {
      if (hunk.before.length + hunk.after.length > 0) {
        close();
        hunk = { ...hunk, moved: false, before: [], after: [] };
      }
    } else takeLine(hunk, line);
  }
  close();
  return edits;
};

type Hunk = { act: string; path: string; moved: boolean; before: string[]; after: string[] };

const takeLine = (hunk: Hunk, line: string): void => {
  const text = line.slice(1);
  if (!line.startsWith('+')) hunk.before.push(text);
  if (!line.startsWith('-')) hunk.after.push(text);
};

const toEdit = ({ act, path, moved, before, after }: Hunk): FileEdit[] => {
  if (act === 'Add') return [{ path, before: null, after: after.join('\n') }];
  if (act === 'Delete') return [{ path, before: null, after: '' }];
  if (before.length + after.length > 0) return [{ path, before: before.join('\n'), after: after.join('\n') }];
  return moved ? [{ path, before: null, after: null }] : [];
};
