import { oneLine } from '../../domain/sanitise.ts';
import { isCreated, type ToolCall } from '../../domain/tool-call.ts';
import { addedDependency } from './added-dependency.ts';
import { withoutHeredocs } from './commands.ts';

/** One tool call as rules look at it. A call that was refused or stopped did nothing, and is no act. */
export type Act = {
  readonly callId: string;
  /** The command, or ''. */
  readonly command: string;
  /** Files that it changed or removed. */
  readonly edited: readonly string[];
  readonly created: readonly string[];
  readonly removed: readonly string[];
  readonly read: readonly string[];
  /** What it adds to the project's dependencies; null when nothing. */
  readonly dependency: string | null;
};

export const toAct = (call: ToolCall): Act | null => {
  if (call.status === 'rejected' || call.status === 'interrupted') return null;
  const command = call.kind === 'run' ? call.target.slice(0, mostChars) : '';
  const read = call.kind === 'read' || call.kind === 'run' ? [call.target.slice(0, mostChars)] : [];
  const act = { callId: call.id, command, read, edited: [], created: [], removed: [], dependency: null };
  return call.status === 'error' ? act : { ...act, ...changesOf(call, command) };
};

const changesOf = (call: ToolCall, command: string) => {
  const whole = call.edits.length === 0 && call.kind === 'edit' ? [call.target] : [];
  return {
    edited: [...whole, ...call.edits.map(({ path }) => path), ...filesIn(command, writers)],
    created: call.edits.filter(edit => isCreated(call, edit)).map(({ path }) => path),
    removed: [
      ...call.edits.filter(({ after }) => after === '').map(({ path }) => path),
      ...filesIn(command, removers),
    ],
    dependency: addedDependency(command, call.edits),
  };
};

/** How an act is told on one line. */
export const tellCommand = ({ command }: Act): string => oneLine(command, 120);

const mostChars = 2000;
/** Files that a shell command changes in place or moves, or that it removes. */
const filesIn = (command: string, pattern: RegExp): string[] =>
  command === ''
    ? []
    : [...withoutHeredocs(command).matchAll(pattern)].flatMap(([, words = '']) =>
        words
          .split(/\s+/)
          .map(word => word.replace(/^['"]|['"]$/g, ''))
          .filter(word => /^[\w.@~/\\-]+$/.test(word) && !word.startsWith('-')),
      );
const writers =
  /(?:^|[;&|\n(]\s*)(?:sudo )?(?:git (?:mv|checkout --|restore)|mv|truncate|sed (?:-\w+ )*-i\S*(?: -\w+)*(?: '[^']*'| "[^"]*")?)\s+([^;&|\n<>]{1,500})/g;
const removers = /(?:^|[;&|\n(]\s*)(?:sudo )?(?:git )?(?:rm|unlink)\s+([^;&|\n<>]{1,500})/g;
