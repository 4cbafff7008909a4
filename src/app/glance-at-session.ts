import type { Adapter } from '../adapters/adapter.ts';
import { byLine } from '../domain/record-cut.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import type { FoundLog } from '../files/find-logs.ts';
import { firstRecords } from '../files/open-log-records.ts';
import { startScan } from './open-records.ts';

/** Enough for the first prompt, the project and the date; the counts wait for the whole log. */
const firstLookChars = 16_384;

/** What the first lines of a log tell, at once. Its end is not known yet. */
export const glanceAtSession = (
  adapter: Adapter,
  { path, bytes, modifiedAt }: FoundLog,
  text: string,
): SessionSummary => {
  const scanner = startScan(adapter, path);
  const cut = adapter.cut?.({ path, head: text }) ?? byLine;
  // The first line says whose session it is, and in some builds holds 30 KB of instructions.
  const look = text.slice(0, Math.max(firstLookChars, text.indexOf('\n') + 1));
  const records = firstRecords(path, look, cut);
  // The last one is cut, unless the log is that short or its first line that long.
  const whole = records.length > 1 && bytes > firstLookChars ? records.slice(0, -1) : records;
  for (const [index, record] of whole.entries()) scanner.push(record, index);
  return { head: { ...scanner.outline().head, endedAt: null }, bytes, modifiedAt, counts: null };
};
