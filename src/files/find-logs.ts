import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { messageOf } from '../errors.ts';
import { placeOf } from './log-place.ts';

/** A file that may be a log. `modifiedAt` is ISO time; `named` says that a person named this very file. */
export type FoundLog = {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: string;
  readonly inode: number;
  readonly named: boolean;
};

const logName = /\.(?:jsonl(?:\.zst)?|json|traj|md|db|vscdb|sqlite3?)$/;
const passedOver = new Set(['node_modules', '.git', 'README.md']);

/**
 * Finds log files under folders (or takes a file as it is), newest first. Each real folder is read once, so links may
 * form loops. A root that is not there is no problem; what cannot be read is one. What `isPart` says of, is passed over
 * unless a person named it.
 */
export const findLogs = (
  roots: readonly string[],
  problems: Problem[],
  isPart: (path: string) => boolean = () => false,
): FoundLog[] => {
  const found = new Map<string, FoundLog>();
  walk(roots, problems, (path, named) => {
    const log = !named && isPart(path) ? null : toLog(path, named, problems);
    if (log) found.set(path, log);
    return false;
  });
  return [...found.values()].sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1));
};

/** Is there any file that may be a log? Stops at the first. */
export const hasLogs = (roots: readonly string[]): boolean => walk(roots, [], () => true);

/** Size, time and inode of one file; null when it is gone. */
export const stampOf = (path: string): Omit<FoundLog, 'named'> | null => {
  try {
    return toStamp(path, statSync(placeOf(path).file));
  } catch {
    return null;
  }
};

/** Is there a regular file? Nothing else may be opened for a look: a pipe would wait for a writer. */
export const isFile = (path: string): boolean => {
  try {
    return statSync(placeOf(path).file).isFile();
  } catch {
    return false;
  }
};

export const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

/** Does an error of node:fs say that there is no such file? */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Hands over each file with a log's name; ends early, with true, when `visit` says true. */
const walk = (
  roots: readonly string[],
  problems: Problem[],
  visit: (path: string, named: boolean) => boolean,
): boolean => {
  const seen = new Set<string>();
  const enter = (folder: string): boolean => {
    const real = realOf(folder);
    if (seen.has(real)) return false;
    seen.add(real);
    return entriesIn(folder, problems).some(entry => {
      if (passedOver.has(entry.name)) return false;
      const path = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? kindOf(path, problems, false) : kindOfEntry(entry);
      if (kind === 'folder') return enter(path);
      return kind === 'file' && logName.test(entry.name) && visit(path, false);
    });
  };
  return roots.some(root => {
    const kind = kindOf(placeOf(root).file, problems, true);
    if (kind === 'folder') return enter(root);
    return kind === 'file' && visit(root, true);
  });
};

/** A folder that went away meanwhile is told when its entries are read. */
const realOf = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
};

type Kind = 'file' | 'folder' | 'other';

const kindOfEntry = (entry: Pick<Dirent, 'isFile' | 'isDirectory'>): Kind =>
  entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other';

const kindOf = (path: string, problems: Problem[], isRoot: boolean): Kind => {
  try {
    const kind = kindOfEntry(statSync(path));
    if (kind === 'other' && isRoot)
      problems.push({ path, line: null, what: 'is neither a file nor a folder' });
    return kind;
  } catch (error) {
    if (!(isGone(error) && isRoot)) problems.push(unreadable(path, 'cannot be read', error));
    return 'other';
  }
};

const entriesIn = (folder: string, problems: Problem[]): Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push(unreadable(folder, 'folder cannot be read', error));
    return [];
  }
};

const toLog = (path: string, named: boolean, problems: Problem[]): FoundLog | null => {
  try {
    // A session inside a file has no stamp of its own.
    return { ...toStamp(path, statSync(named ? placeOf(path).file : path)), named };
  } catch (error) {
    problems.push(unreadable(path, 'cannot be read', error));
    return null;
  }
};

const toStamp = (path: string, { size, mtime, ino }: { size: number; mtime: Date; ino: number }) => ({
  path,
  bytes: size,
  modifiedAt: mtime.toISOString(),
  inode: ino,
});

const unreadable = (path: string, what: string, error: unknown): Problem => ({
  path,
  line: null,
  what: `${what}: ${messageOf(error)}`,
});
