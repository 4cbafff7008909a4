import { adapters, findAdapter } from '../adapters/index.ts';
import type { Problem } from '../domain/problem.ts';
import { messageOf } from '../errors.ts';
import { checkpointAt, findCheckpoints } from '../files/find-checkpoints.ts';
import { type FoundLog, findLogs, isGone } from '../files/find-logs.ts';
import { gitDirOf, gitPlaceOf, keepsCheckpoints } from '../files/git-place.ts';
import { newestOfFiles } from '../files/log-files.ts';
import { readHead } from '../files/read-head.ts';
import { sessionLogs } from '../files/session-logs.ts';

const databaseName = /\.(?:db|vscdb|sqlite3?)$/;

/** Finds logs under the roots, newest first; a database or repository that holds sessions stands for a log
 * for each of them. */
export const findSessionLogs = (roots: readonly string[], problems: Problem[]): FoundLog[] => {
  const inGit = roots.flatMap(checkpointsOf);
  const logs = findLogs(
    roots.filter(root => gitDirOf(root) !== root),
    problems,
    isPartOfSession,
  ).map(withParts);
  if (inGit.length === 0 && !logs.some(({ path }) => databaseName.test(path))) return logs;
  return [...logs, ...inGit]
    .flatMap(log => (databaseName.test(log.path) ? inDatabase(log, problems) : log))
    .sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1));
};

/** The sessions that Entire keeps in a repository, where a root is one or a log inside one. */
const checkpointsOf = (root: string): FoundLog[] => {
  const place = gitPlaceOf(root);
  const log = place && checkpointAt(root, place);
  if (place) return log ? [log] : [];
  const gitDir = gitDirOf(root);
  return gitDir !== null && keepsCheckpoints(gitDir) ? findCheckpoints(gitDir) : [];
};

const spreads = adapters.flatMap(({ spread }) => spread ?? []);
const isPartOfSession = (path: string): boolean => spreads.some(spread => spread.isPart(path));

/** A session that is spread over files changes when one of them does. */
const withParts = (log: FoundLog): FoundLog => {
  for (const { over } of spreads) {
    const cut = over(log.path);
    const changed = cut && newestOfFiles(log.path, cut);
    if (changed && changed > log.modifiedAt) return { ...log, modifiedAt: changed };
  }
  return log;
};

const inDatabase = (log: FoundLog, problems: Problem[]): FoundLog[] => {
  try {
    const sample = { path: log.path, head: readHead(log.path) };
    const cut = findAdapter(sample)?.cut?.(sample);
    if (cut?.by === 'row' || cut?.by === 'row-document') return sessionLogs(log, cut);
    // Databases of other programs lie about everywhere.
    return log.named ? [log] : [];
  } catch (error) {
    if (!isGone(error))
      problems.push({ path: log.path, line: null, what: `cannot be read: ${messageOf(error)}` });
    return [];
  }
};
