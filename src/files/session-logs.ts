import type { RowCut, RowDocumentCut } from '../domain/record-cut.ts';
import { type FoundLog, stampOf } from './find-logs.ts';
import { pathInside } from './log-place.ts';
import { sessionsIn } from './log-rows.ts';

/**
 * The sessions of a database, each as a log of its own that changes when the session does, where the database tells
 * when that was; else when the database or its write-ahead log does. Throws as node:sqlite does.
 */
export const sessionLogs = (log: FoundLog, cut: RowCut | RowDocumentCut): FoundLog[] => {
  const waiting = stampOf(`${log.path}-wal`)?.modifiedAt ?? '';
  const changed = waiting > log.modifiedAt ? waiting : log.modifiedAt;
  return sessionsIn(log.path, cut).map(({ id, at }) => ({
    path: pathInside(log.path, id),
    bytes: 0,
    modifiedAt: toTime(at) ?? changed,
    inode: log.inode,
    named: false,
  }));
};

const toTime = (at: number | null): string | null =>
  at !== null && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : null;
