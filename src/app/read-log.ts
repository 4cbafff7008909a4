import type { Lineage } from '../domain/lineage.ts';
import type { Problem } from '../domain/problem.ts';
import { messageOf } from '../errors.ts';
import { type FoundLog, isGone } from '../files/find-logs.ts';
import type { IndexedSession } from '../search/write-sessions.ts';
import { type Claimed, claimLog } from './claim-log.ts';
import { readWords } from './read-words.ts';

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

/** Reads one log whole. Never rejects. What judges pushback is loaded when it is first asked for: words come sooner. */
export const readLog = async (readFor: ReadFor, { log, lineage }: ToRead): Promise<ReadLog> => {
  const { path } = log;
  const { claim, problem } = claimLog(log);
  if (!claim) return { path, session: null, problem };
  try {
    const session = readFor === 'words' ? readWords(claim, lineage) : await judge(claim, lineage);
    return { path, session, problem };
  } catch (error) {
    const what = `cannot be read: ${messageOf(error)}`;
    return { path, session: null, problem: isGone(error) ? null : { path, line: null, what } };
  }
};

const judge = async (claim: Claimed, lineage: Lineage | undefined): Promise<IndexedSession> => {
  const { summariseSession } = await import('./summarise-session.ts');
  return { ...summariseSession(claim, lineage), trace: '' };
};
