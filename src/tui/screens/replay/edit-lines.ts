import { structuredPatch } from 'diff';
import { sanitise } from '../../../domain/sanitise.ts';
import type { FileEdit } from '../../../domain/tool-call.ts';
import { style } from '../../theme.ts';

const mostLines = 120;
const mostChars = 40_000;

/** An edit as a diff of at most 120 lines; a file whose old text the log lacks shows its new text alone. */
export const formatEdit = (edit: FileEdit, width: number): string[] => {
  const name = style('accent', sanitise(edit.path));
  const before = (edit.before ?? '').slice(0, mostChars);
  const after = (edit.after ?? '').slice(0, mostChars);
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 });
  const lines = hunks.flatMap(hunk => hunk.lines.map(line => colour(sanitise(line).slice(0, width))));
  const rest = lines.length - mostLines;
  return [name, ...lines.slice(0, mostLines), ...(rest > 0 ? [style('dim', `… ${rest} more lines`)] : [])];
};

const colour = (line: string): string => {
  if (line.startsWith('+')) return style('ok', line);
  return line.startsWith('-') ? style('error', line) : style('dim', line);
};
