import type { ToolKind } from '../../domain/tool-call.ts';
import { toToolKind } from '../tool-kinds.ts';

const typeKinds: Readonly<Record<string, ToolKind>> = {
  write: 'edit',
  read: 'read',
  search: 'search',
  grep: 'search',
  shell: 'run',
  bash: 'run',
  task: 'task',
};

/** What a tool does, by the type that the export gives it, else by its name. */
export const toKind = (type: string, name: string): ToolKind => {
  const known = typeKinds[type] ?? toToolKind(name);
  if (known !== 'other') return known;
  if (/replaceString|applyPatch|^Create$/i.test(name)) return 'edit';
  if (/todo|subagent|^GenerateDroid$/i.test(name)) return 'task';
  return /listDirectory|findFiles|searchCodebase/i.test(name) ? 'search' : 'other';
};
