import type { Lineage } from '../domain/lineage.ts';
import type { Problem } from '../domain/problem.ts';
import { messageOf } from '../errors.ts';
import { type FoundLog, isGone } from '../files/find-logs.ts';
import type { IndexedSession } from '../search/write-sessions.ts';
import { claimLog } from './claim-log.ts';
import { readWords, summariseSession } from './summarise-session.ts';

/** What a log is read for: its words first, which is quick, and what they mean when all words are known. */
export type ReadFor = 'words' | 'pushback';

/** A log to be read, and what it has in common with others as far as that is known. */
export type ToRead = { readonly log: FoundLog; readonly lineage?: Lineage | undefined };

/** `session` null: it is no log, or cannot be read; `problem` says why, unless it just went away. */
export type ReadLog = {
  readonly path: string;
  readonly session: IndexedSession | null;
  readonly problem: Problem | null;
};

/** Reads one log whole. Never throws. */
export const readLog = (readFor: ReadFor, { log, lineage }: ToRead): ReadLog => {
  const { path } = log;
  const { claim, problem } = claimLog(log);
  if (!claim) return { path, session: null, problem };
  try {
    const session =
      readFor === 'words' ? readWords(claim, lineage) : { ...summariseSession(claim, lineage), trace: '' };
    return { path, session, problem };
  } catch (error) {
    const what = `cannot be read: ${messageOf(error)}`;
    return { path, session: null, problem: isGone(error) ? null : { path, line: null, what } };
  }
};
