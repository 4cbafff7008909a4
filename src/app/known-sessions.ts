import type { SessionSummary } from '../domain/session-summary.ts';
import { stampOf } from '../files/find-logs.ts';
import type { SearchIndex } from '../search/search-index.ts';

/** The newest sessions that the index knows and whose logs have not changed: at once, before the disk is walked. */
export const knownSessions = (
  index: SearchIndex,
  roots: readonly string[],
  limit: number,
): readonly SessionSummary[] => {
  const unchanged = index.known(roots, limit).filter(({ listed, path, bytes, modifiedAt, inode }) => {
    const stamp = listed ? stampOf(path) : null;
    return stamp?.bytes === bytes && stamp.modifiedAt === modifiedAt && stamp.inode === inode;
  });
  return unchanged.map(({ summary }) => summary);
};
