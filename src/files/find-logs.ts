import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../domain/problem.ts';

/** A file that may be a log. `modifiedAt` is ISO time. */
export type FoundLog = { readonly path: string; readonly bytes: number; readonly modifiedAt: string };

const logName = /\.(?:jsonl|md)$/;
const headBytes = 65_536;

/** Finds log files under folders (or takes a file as it is), newest first. A root that is not there is no problem. */
export const findLogs = (roots: readonly string[], problems: Problem[]): FoundLog[] => {
  const found = new Map<string, FoundLog>();
  const seen = new Set<string>();
  const walk = (path: string, named: boolean): void => {
    const stat = statOf(path, problems, named);
    if (!stat) return;
    if (stat.isFile()) {
      if (named || logName.test(path))
        found.set(path, { path, bytes: stat.size, modifiedAt: stat.mtime.toISOString() });
      return;
    }
    const real = realpathSync(path);
    if (!stat.isDirectory() || seen.has(real)) return;
    seen.add(real);
    for (const name of namesIn(path, problems))
      if (name !== 'node_modules' && name !== 'README.md') walk(join(path, name), false);
  };
  for (const root of roots) walk(root, true);
  return [...found.values()].sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1));
};

/** The first 64 KB of a log as text; '' when it cannot be read. */
export const readHead = (path: string): string => {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(headBytes);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, headBytes, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
};

const statOf = (path: string, problems: Problem[], named: boolean) => {
  try {
    return statSync(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!(missing && named))
      problems.push({
        path,
        line: null,
        what: `cannot be read: ${String(error instanceof Error ? error.message : error)}`,
      });
    return undefined;
  }
};

const namesIn = (path: string, problems: Problem[]): string[] => {
  try {
    return readdirSync(path);
  } catch (error) {
    problems.push({
      path,
      line: null,
      what: `folder cannot be read: ${String(error instanceof Error ? error.message : error)}`,
    });
    return [];
  }
};
