import type { Adapter } from '../adapters/adapter.ts';
import { findAdapter } from '../adapters/index.ts';
import type { Problem } from '../domain/problem.ts';
import { messageOf } from '../errors.ts';
import { type FoundLog, isGone } from '../files/find-logs.ts';
import { type OpenHead, openHead } from '../files/read-head.ts';

/** A log, the adapter that knows it, and its first 64 KB, with the file still open: it is for the caller to close. */
export type Claimed = { readonly adapter: Adapter; readonly log: FoundLog; readonly opened: OpenHead };

/**
 * Tells a log's adapter by its first lines. One that nobody claims is a problem, not a silence, unless it is just some
 * Markdown, or went away meanwhile.
 */
export const claimLog = (log: FoundLog): { claim: Claimed | null; problem: Problem | null } => {
  const unclaimed = (what: string | null) => ({
    claim: null,
    problem: what === null ? null : { path: log.path, line: null, what },
  });
  try {
    const opened = openHead(log.path);
    const { head } = opened;
    const adapter = findAdapter({ path: log.path, head });
    if (adapter) return { claim: { adapter, log, opened }, problem: null };
    opened.file.close();
    if (isWide(head)) return unclaimed('is UTF-16 text: turn it into UTF-8 (iconv -f UTF-16 -t UTF-8)');
    const isWanted = log.named || (log.bytes > 0 && log.path.endsWith('.jsonl'));
    return unclaimed(isWanted ? 'no adapter knows this format' : null);
  } catch (error) {
    return unclaimed(isGone(error) ? null : `cannot be read: ${messageOf(error)}`);
  }
};

/** UTF-16 read as UTF-8: its byte order mark is spoilt, or every other character of plain text is NUL. */
const isWide = (head: string): boolean => /^(?:\uFFFD\uFFFD|[^\0]\0[^\0]\0|\0[^\0]\0[^\0])/.test(head);
