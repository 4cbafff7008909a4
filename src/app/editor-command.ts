import type { Command } from '../domain/command.ts';
import { splitCommand } from '../domain/command.ts';
import { UserError } from '../errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The person's own editor ($VISUAL, else $EDITOR) on a line of a file. The variable may hold arguments of its own, as
 * `code --wait` does. Throws UserError (2) when neither is set.
 */
export const toEditorCommand = (env: Env, path: string, line: number): Command => {
  const [program, ...own] = splitCommand(env.VISUAL?.trim() || env.EDITOR?.trim() || '');
  if (program === undefined)
    throw new UserError('No editor is set.', 'Set VISUAL or EDITOR, for example: export EDITOR=vim');
  return { program, args: [...own, ...placeArgs(program, path, line)], cwd: null };
};

/** How editors are told a line, from their own manuals. One that is not known opens the file at its start. */
const placeArgs = (program: string, path: string, line: number): string[] => {
  const name = (program.split(/[\\/]/).at(-1) ?? '').replace(/\.(?:exe|cmd)$/i, '').toLowerCase();
  if (plusLine.has(name)) return [`+${line}`, path];
  if (gotoFlag.has(name)) return ['--goto', `${path}:${line}`];
  if (colonLine.has(name)) return [`${path}:${line}`];
  return [path];
};

const plusLine = new Set(
  'vi vim nvim gvim mvim view nano pico emacs emacsclient joe jed mg ne micro kak gedit mcedit'.split(' '),
);
const gotoFlag = new Set('code code-insiders codium vscodium cursor windsurf positron'.split(' '));
const colonLine = new Set('hx helix subl sublime_text zed zeditor lapce atom'.split(' '));
