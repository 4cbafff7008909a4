import { spawnSync } from 'node:child_process';
import type { IsoTime } from '../domain/turn.ts';

/** An object as a repository holds it; `type` is `commit`, `tree` or `blob`. */
export type GitObject = { readonly id: string; readonly type: string; readonly bytes: Buffer };
export type GitRef = { readonly name: string; readonly id: string };

/**
 * Only these are heard: no config of the person or the system, no prompt, no lock, no transport. A partial clone would
 * fetch what it lacks from the network; that is refused (git-config(1), GIT_ALLOW_PROTOCOL).
 */
const environment = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
  LC_ALL: 'C',
};
const mostBytes = 2 ** 31 - 1;

/** What git says, read-only; null when it is not installed or the repository cannot be read. */
const askGit = (gitDir: string, args: readonly string[], input = ''): Buffer | null => {
  const { status, stdout } = spawnSync('git', [`--git-dir=${gitDir}`, ...args], {
    input,
    env: { PATH: process.env.PATH, ...environment },
    maxBuffer: mostBytes,
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: 60_000,
  });
  return status === 0 ? stdout : null;
};

/** The refs below these prefixes, by name. */
export const refsOf = (gitDir: string, prefixes: readonly string[]): GitRef[] => {
  const listed = askGit(gitDir, ['for-each-ref', '--format=%(objectname) %(refname)', ...prefixes]);
  return (listed?.toString('utf8') ?? '')
    .split('\n')
    .filter(Boolean)
    .map(line => ({ id: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }));
};

/** The commits before HEAD that changed one of these files, newest first; `at` is when each was made. */
export const commitsOf = (gitDir: string, paths: readonly string[]): { id: string; at: IsoTime }[] => {
  const listed = askGit(gitDir, [
    'log',
    '--format=%H %ct',
    `--max-count=${mostCommits}`,
    'HEAD',
    '--',
    ...paths,
  ]);
  return (listed?.toString('utf8') ?? '')
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [id = '', seconds] = line.split(' ');
      return { id, at: new Date(Number(seconds) * 1000).toISOString() };
    });
};
const mostCommits = 500;

/** Reads objects by name, all in one go; those that are not there are left out. No name may hold a line end. */
export const readObjects = (gitDir: string, names: readonly string[]): GitObject[] => {
  const output = names.length > 0 ? askGit(gitDir, ['cat-file', '--batch'], lines(names)) : null;
  const objects: GitObject[] = [];
  for (let at = 0; output && at < output.length; ) {
    const end = output.indexOf(newline, at);
    const [id = '', type = '', size = ''] = output.toString('utf8', at, end).split(' ');
    at = end + 1;
    if (!/^\d+$/.test(size)) continue;
    objects.push({ id, type, bytes: output.subarray(at, at + Number(size)) });
    at += Number(size) + 1;
  }
  return objects;
};

/** The size of each object in bytes; those that are not there are left out. */
export const objectSizes = (gitDir: string, ids: readonly string[]): ReadonlyMap<string, number> => {
  const output = ids.length > 0 ? askGit(gitDir, ['cat-file', '--batch-check'], lines(ids)) : null;
  return new Map(
    (output?.toString('utf8') ?? '').split('\n').flatMap(line => {
      const [, id = '', size] = /^(\w+) blob (\d+)$/.exec(line) ?? [];
      return size === undefined ? [] : [[id, Number(size)] as const];
    }),
  );
};

export type TreeEntry = { readonly name: string; readonly id: string; readonly isTree: boolean };

/** The entries of a tree: mode, name and the id in bytes, which is as long as the tree's own. */
export const treeEntries = ({ id, bytes }: GitObject): TreeEntry[] => {
  const entries: TreeEntry[] = [];
  const idBytes = id.length / 2;
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    if (end === -1) break;
    const [mode = '', name = ''] = bytes.toString('utf8', at, end).split(/ ([\s\S]*)/);
    at = end + 1 + idBytes;
    entries.push({ name, id: bytes.toString('hex', end + 1, at), isTree: mode === '40000' });
  }
  return entries;
};

const newline = 10;
const lines = (names: readonly string[]): string => names.map(name => `${name}\n`).join('');
