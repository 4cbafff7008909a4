import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Command } from '../domain/command.ts';
import { messageOf, UserError } from '../errors.ts';

/**
 * Runs a program with this terminal until it ends, without a shell. Throws UserError (2) when its folder or the program
 * is not there; how the program itself ends is its own matter.
 */
export const runInTerminal = async ({ program, args, cwd }: Command): Promise<void> => {
  if (cwd !== null && !isFolder(cwd))
    throw new UserError(
      `The folder is not there: ${cwd}`,
      'Copy the command and run it where the project is now.',
    );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Ctrl-C is the program's now: it reaches every process of the terminal, and must not end this one.
  const stay = () => {};
  process.on('SIGINT', stay);
  const child = spawn(program, args, { stdio: 'inherit', ...(cwd === null ? {} : { cwd }) });
  child.on('error', cause => reject(cannotStart(program, cause)));
  child.on('close', () => resolve());
  return promise.finally(() => process.off('SIGINT', stay));
};

/** Gives a program a text on its input; false when it is not there or does not end well. */
export const feedProgram = ({ program, args }: Command, text: string): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => resolve(false));
  child.on('exit', code => resolve(code === 0));
  // A program that reads nothing closes its input early.
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  return promise;
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const cannotStart = (program: string, cause: Error): UserError =>
  'code' in cause && cause.code === 'ENOENT'
    ? new UserError(`${program} is not on the PATH.`, 'Install it, or add its folder to PATH.', { cause })
    : new UserError(`${program} cannot be started: ${messageOf(cause)}`, 'Run it by hand.', { cause });
