import { parsingOnce } from '../adapters/read-record.ts';
import type { Lineage } from '../domain/lineage.ts';
import type { SessionHead } from '../domain/session.ts';
import { repeatedTurns, type SessionCounts, type SessionSummary } from '../domain/session-summary.ts';
import type { IndexedSession, Said } from '../search/write-sessions.ts';
import type { Claimed } from './claim-log.ts';
import { type OpenSession, openSession } from './open-session.ts';
import { saidOf } from './said-of.ts';
import { traceTurn } from './trace-turn.ts';

/**
 * Reads a whole log for its head and its words: what search needs. Turns that it repeats from another session
 * (`lineage`) are searched there. Throws as node:fs does when it cannot be read.
 */
export const readWords = (claimed: Claimed, lineage?: Lineage): IndexedSession =>
  readWhole(claimed, ({ outline, turn }) => {
    const { head, spans } = outline();
    // It may have grown since it was compared with others.
    const isCopy = lineage?.beginsAs ? lineage.beginsAs.turns >= spans.length : false;
    const summary = toSummary(claimed, head, null, lineage && { ...lineage, isCopy });
    // A subagent's log is remembered, so that it is not read again, and neither listed nor searched.
    if (head.parent !== null) return { inode: claimed.log.inode, summary, said: [], trace: '' };
    const said: Said[] = [];
    let trace = '';
    for (const { number } of spans) {
      const one = turn(number);
      if (!one) continue;
      trace += traceTurn(one, head.id);
      if (number > repeatedTurns(summary)) said.push(saidOf(one));
    }
    return { inode: claimed.log.inode, summary, said: said.filter(holdsSomething), trace };
  });

const holdsSomething = ({ text, paths, commands, signs }: Said): boolean =>
  text !== '' || paths !== '' || commands !== '' || signs.length > 0;

/** Every turn is decoded soon after its records were scanned. */
export const readWhole = <Value>(
  { adapter, log, opened }: Claimed,
  read: (session: OpenSession) => Value,
): Value => {
  const session = openSession(adapter, log.path, opened);
  try {
    return parsingOnce(() => {
      while (session.readOn());
      return read(session);
    });
  } finally {
    session.close();
  }
};

export const toSummary = (
  { log: { bytes, modifiedAt } }: Claimed,
  head: SessionHead,
  counts: SessionCounts | null,
  lineage: Lineage | undefined,
): SessionSummary => ({ head, bytes, modifiedAt, counts, ...(lineage && { lineage }) });
