import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A log inside a git repository: the blobs that it consists of, in order. */
export type GitPlace = { readonly gitDir: string; readonly blobs: readonly string[] };

const folder = 'entire-checkpoints';
const place = new RegExp(
  `^(.+)[\\\\/]${folder}[\\\\/][^\\\\/]+[\\\\/]([0-9a-f]{40,64}(?:\\+[0-9a-f]{40,64})*)$`,
);

/** The path of a log inside a repository, where no file is: it names what it holds, so what is there never changes. */
export const pathInGit = (gitDir: string, name: string, blobs: readonly string[]): string =>
  join(gitDir, folder, encodeURIComponent(name).replaceAll('.', '%2E'), blobs.join('+'));

/** What a path inside a repository stands for; null for every other path. */
export const gitPlaceOf = (path: string): GitPlace | null => {
  const [, gitDir, blobs] = place.exec(path) ?? [];
  return gitDir && blobs ? { gitDir, blobs: blobs.split('+') } : null;
};

/** The folder with the refs of the repository that a folder is, or is the working tree of; null when it is none. */
export const gitDirOf = (path: string): string | null => {
  if (isRepository(path)) return path;
  const inside = join(path, '.git');
  if (isRepository(inside)) return inside;
  // A worktree has a file in its place, which leads to a folder that leads to the repository.
  const link = /^gitdir: (.+)$/m.exec(readOrNothing(inside))?.[1];
  if (link === undefined) return null;
  const own = resolve(path, link.trim());
  const common = resolve(own, readOrNothing(join(own, 'commondir')).trim() || '.');
  return isRepository(common) ? common : null;
};

/** The repository that a folder lies in; null when it is in none. */
export const gitDirAbove = (path: string): string | null =>
  gitDirOf(path) ?? (dirname(path) === path ? null : gitDirAbove(dirname(path)));

/** Are there refs of Entire's, as far as the names of files tell? Asks no git, for every start asks this. */
export const keepsCheckpoints = (gitDir: string): boolean =>
  [join('refs', 'entire'), join('refs', 'heads', 'entire')].some(name => isThere(join(gitDir, name))) ||
  /^[0-9a-f]{40,64} refs\/(?:heads\/|remotes\/[^/]+\/)?entire\//m.test(
    readOrNothing(join(gitDir, 'packed-refs')),
  ) ||
  foldersIn(join(gitDir, 'refs', 'remotes')).some(remote => isThere(join(remote, 'entire')));

const foldersIn = (path: string): string[] => {
  try {
    return readdirSync(path).map(name => join(path, name));
  } catch {
    return [];
  }
};

const isRepository = (path: string): boolean =>
  isThere(join(path, 'HEAD')) && isThere(join(path, 'objects')) && isThere(join(path, 'refs'));

const isThere = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
};

const readOrNothing = (path: string): string => {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
};
