import type { RuleGuard } from '../domain/proposed-rule.ts';
import { type FileEdit, isCreated, type ToolCall } from '../domain/tool-call.ts';
import { shellCommands } from './shell-commands.ts';

/**
 * Would the guard have met this call? It looks where an agent's own rules look: at the commands of a shell line, and at
 * the files and lines of an editing tool; what a command does to files is out of its sight.
 */
export const meetsGuard = (guard: RuleGuard, call: ToolCall): boolean => {
  switch (guard.kind) {
    case 'command':
      return call.kind === 'run' && beginsWithAny(call.target, guard.prefixes);
    case 'path': {
      const edits = guard.does === 'create' ? call.edits.filter(edit => isCreated(call, edit)) : call.edits;
      const whole = guard.does === 'edit' && call.kind === 'edit' && edits.length === 0 ? [call.target] : [];
      return [...edits.map(({ path }) => path), ...whole].some(path => isInAny(path, guard.globs));
    }
    case 'tool':
      return call.kind === 'edit';
    case 'lint':
      return call.edits.some(edit => addsLike(edit, guard.adds));
    case 'check':
      return false;
  }
};

/** Does the edit write such a line that was not there? */
const addsLike = ({ before, after }: FileEdit, adds: string): boolean => {
  if (after === null) return false;
  const pattern = new RegExp(adds);
  const had = new Set(before?.split('\n'));
  return after.split('\n').some(line => pattern.test(line) && !had.has(line));
};

const beginsWithAny = (line: string, prefixes: readonly string[]): boolean => {
  // Most lines hold none of the words at all, and need no parting.
  if (!prefixes.some(prefix => line.includes(prefix.split(' ')[0] ?? ''))) return false;
  const commands = shellCommands(line);
  return prefixes.some(prefix => {
    const wanted = prefix.split(' ');
    return commands.some(words => wanted.every((word, index) => words[index] === word));
  });
};

const isInAny = (path: string, globs: readonly string[]): boolean =>
  globs.some(glob => toPattern(glob).test(path.replaceAll('\\', '/')));

/** `**` crosses folders, `*` does not; a glob fits the whole path. */
const toPattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .split(/(\*\*\/|\*\*|\*)/)
      .map(part =>
        part === '**/' ? '(?:.*/)?' : part === '**' ? '.*' : part === '*' ? '[^/]*' : literally(part),
      )
      .join('')}$`,
  );
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
