import { join, resolve } from 'node:path';
import type { Places } from '../adapters/adapter.ts';
import { adapters } from '../adapters/index.ts';
import { UserError } from '../errors.ts';
import { expandRoots } from '../files/expand-roots.ts';
import { hasLogs, stampOf } from '../files/find-logs.ts';
import { gitDirAbove, gitDirOf, keepsCheckpoints } from '../files/git-place.ts';
import { packageRoot } from '../files/package-root.ts';

/** `samplesReason` says why the shipped samples are shown; null when a person's own logs are. */
export type Roots = { readonly roots: readonly string[]; readonly samplesReason: string | null };

/**
 * Where logs are looked for: the named places, else those of the agents and the checkpoints of the repository that one
 * is in, else the shipped samples.
 * Throws UserError (2) when a named place is not there.
 */
export const findRoots = (named: readonly string[], places: Places): Roots => {
  if (named.length > 0) {
    const roots = named.map(path => resolve(places.cwd, path));
    const missing = roots.find(path => stampOf(path) === null);
    if (missing === undefined) return { roots: roots.flatMap(withRepository), samplesReason: null };
    throw new UserError(`There is nothing at ${missing}.`, 'Name a folder of logs or a log file.');
  }
  const repository = gitDirAbove(places.cwd);
  const checkpoints = repository !== null && keepsCheckpoints(repository) ? [repository] : [];
  const roots = [...expandRoots(adapters.flatMap(adapter => adapter.roots(places))), ...checkpoints];
  return checkpoints.length > 0 || hasLogs(roots)
    ? { roots, samplesReason: null }
    : { roots: [join(packageRoot(), 'sessions')], samplesReason: 'no agent log found on this machine' };
};

/** The refs of a worktree lie elsewhere: what is in them is under that place. */
const withRepository = (root: string): string[] => {
  const gitDir = gitDirOf(root);
  return gitDir === null || gitDir.startsWith(root) ? [root] : [root, gitDir];
};
