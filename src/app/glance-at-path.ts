import type { SessionSummary } from '../domain/session-summary.ts';
import { claimLog } from './claim-log.ts';
import { findSessionLogs } from './find-sessions.ts';
import { glanceAtSession } from './glance-at-session.ts';

/** A log that is read whole before anything shows costs less than a person notices, up to this many bytes. */
const mostReadWhole = 2 * 1024 * 1024;

/** The session of a large log by its first lines, its counts null; null for a small log, and for what is not one log. */
export const glanceAtPath = (path: string): SessionSummary | null => {
  const [log, ...more] = findSessionLogs([path], []);
  if (!log || more.length > 0 || log.bytes <= mostReadWhole) return null;
  const { claim } = claimLog(log);
  if (!claim) return null;
  claim.opened.file.close();
  return glanceAtSession(claim.adapter, log, claim.opened.head);
};
