import type { FileEdit } from '../../domain/tool-call.ts';
import type { ToolBody } from './tool-body.ts';

/** What a tool’s record shows of the files it changed; `target` where no other path is named. */
export const editsOf = ({ prose, fences }: ToolBody, target: string): FileEdit[] => {
  const named = [...prose.matchAll(/^\*\*(?:Update|Add|Create|Delete): `([^`]+)`\*\*/gm)].map(
    found => found[1],
  );
  const diffs = fences.filter(({ language }) => language === 'diff');
  if (diffs.length > 0)
    return diffs.map(({ text }, index) => toEdit(named[index] ?? named[0] ?? target, text.split('\n')));
  const [written] = fences;
  const isContent =
    written && written.language !== '' && !['text', 'json', 'bash'].includes(written.language);
  return isContent ? [{ path: target, before: null, after: written.text }] : [];
};

/** Cursor puts two characters before each line of a diff, all others one. */
export const toEdit = (path: string, diff: readonly string[]): FileEdit => {
  const lines = diff.filter(line => !line.startsWith('@@'));
  const width = lines.every(line => line === '' || /^(?:[+-] |[+-]$| {2})/.test(line)) ? 2 : 1;
  const without = (sign: string) =>
    lines
      .filter(line => !line.startsWith(sign))
      .map(line => line.slice(width))
      .join('\n');
  return { path, before: without('+'), after: without('-') };
};
