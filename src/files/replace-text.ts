import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../errors.ts';
import { readText } from './read-text.ts';

/**
 * Writes a file of a person's below `folder`, whole or not at all, with the rights that it had; a link is followed, and
 * the file that it leads to is written. Throws UserError (2) when it no longer is as it was (`before`, null: not there)
 * or a link leads out of the folder, and as node:fs does when it cannot be written.
 */
export const replaceText = (folder: string, file: string, before: string | null, after: string): void => {
  const path = placeIn(folder, file);
  const fresh = `${path}.${crypto.randomUUID()}`;
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(fresh, after, { mode: mode & 0o777, flag: 'wx' });
    if (readText(path) !== before)
      throw new UserError(`${file} changed meanwhile: nothing was written.`, 'Look at it and try again.');
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
};

/** Where the file really lies. */
const placeIn = (folder: string, file: string): string => {
  const top = realpathSync(folder);
  const path = realOf(join(top, file));
  const within = relative(top, path);
  if (within.startsWith('..') || within === '')
    throw new UserError(`${file} leads out of ${folder}: nothing was written.`, 'Add it by hand.');
  return path;
};

/** The real path of what is there, and below it of what is not yet. */
const realOf = (path: string): string => {
  if (statSync(path, { throwIfNoEntry: false })) return realpathSync(path);
  return dirname(path) === path ? path : join(realOf(dirname(path)), path.slice(dirname(path).length + 1));
};
