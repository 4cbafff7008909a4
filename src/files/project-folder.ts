import { basename, dirname } from 'node:path';
import { isFolder } from './find-logs.ts';
import { gitDirAbove } from './git-place.ts';

/** A project as sessions are put together by it: `folder` null where it is not on this machine. */
export type ProjectPlace = { readonly name: string; readonly folder: string | null };

/**
 * The project that a session was about: the working tree that its folder lies in, without what stands for a worktree of
 * its own. Where the log names no folder, the one that it was exported into, or lies in. A home that is a repository is
 * no project of all that lies below it.
 */
export const projectPlace = (project: string | null, log: string, home: string): ProjectPlace => {
  const [, exportedBy = null] = /^(.+)[\\/]\.specstory[\\/]history[\\/]/.exec(log) ?? [];
  const named = project ?? exportedBy;
  if (named === null) return { name: dirname(log), folder: null };
  const main = named.replace(worktree, '');
  const found = [main, named].find(isFolder);
  if (found === undefined) return { name: main, folder: null };
  const top = workingTreeOf(found, home);
  return { name: top, folder: top };
};

const worktree = /[\\/](?:\.claude|\.cursor|\.codex)[\\/]worktrees[\\/].*$|[\\/]\.worktrees[\\/].*$/;

const workingTreeOf = (folder: string, home: string): string => {
  const gitDir = gitDirAbove(folder);
  if (gitDir === null || basename(gitDir) !== '.git') return folder;
  const top = dirname(gitDir);
  return top === home ? folder : top;
};
