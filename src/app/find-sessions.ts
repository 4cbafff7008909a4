import { findAdapter } from '../adapters/index.ts';
import type { Problem } from '../domain/problem.ts';
import { messageOf } from '../errors.ts';
import { type FoundLog, findLogs, isGone } from '../files/find-logs.ts';
import { readHead } from '../files/read-head.ts';
import { sessionLogs } from '../files/session-logs.ts';

const databaseName = /\.(?:db|vscdb|sqlite3?)$/;

/** Finds logs under the roots, newest first; a database that holds sessions stands for a log for each of them. */
export const findSessionLogs = (roots: readonly string[], problems: Problem[]): FoundLog[] => {
  const logs = findLogs(roots, problems);
  if (!logs.some(({ path }) => databaseName.test(path))) return logs;
  return logs
    .flatMap(log => (databaseName.test(log.path) ? inDatabase(log, problems) : log))
    .sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1));
};

const inDatabase = (log: FoundLog, problems: Problem[]): FoundLog[] => {
  try {
    const sample = { path: log.path, head: readHead(log.path) };
    const cut = findAdapter(sample)?.cut?.(sample);
    if (cut?.by === 'row') return sessionLogs(log, cut);
    // Databases of other programs lie about everywhere.
    return log.named ? [log] : [];
  } catch (error) {
    if (!isGone(error))
      problems.push({ path: log.path, line: null, what: `cannot be read: ${messageOf(error)}` });
    return [];
  }
};
