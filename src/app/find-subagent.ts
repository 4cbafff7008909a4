import { adapters } from '../adapters/index.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { findLogs } from '../files/find-logs.ts';
import { readHead } from '../files/read-head.ts';
import { glanceAtSession } from './glance-at-session.ts';

/**
 * The session of the subagent that a tool call of `parent` started (`ToolCall.subagent`), by its first lines: counts
 * are null. Null when its log is gone, lies elsewhere, or is part of the parent's own. Reads the disk, throws nothing.
 */
export const findSubagent = (parent: SessionSummary, nativeId: string): SessionSummary | null => {
  const { source, path } = parent.head;
  const adapter = adapters.find(one => one.source === source);
  // The id comes from a log: it names a file, never a way to one.
  if (!adapter || !/^[\w-]+$/.test(nativeId)) return null;
  const { roots, ending } = adapter.subagentPlaces(path, nativeId);
  for (const log of findLogs(roots, [])) {
    if (!log.path.endsWith(ending)) continue;
    const head = readHead(log.path);
    if (!adapter.claims({ path: log.path, head })) continue;
    const summary = glanceAtSession(adapter, log, head);
    if (summary.head.id === `${source}:${nativeId}`) return summary;
  }
  return null;
};
