import type { Adapter } from '../adapters/adapter.ts';
import { type Lineage, noLineage } from '../domain/lineage.ts';
import type { Pushback } from '../domain/pushback.ts';
import { countTurns, type SessionHead } from '../domain/session.ts';
import type { SessionCounts } from '../domain/session-summary.ts';
import type { Turn } from '../domain/turn.ts';
import type { FoundLog } from '../files/find-logs.ts';
import { createClaimChecker } from '../pushback/claims/check-claims.ts';
import { createPushbackDetector, usualThreshold } from '../pushback/detect-pushback.ts';
import { findOrigins } from '../pushback/find-origins.ts';
import { createLedger } from '../pushback/ledger/create-ledger.ts';
import { type TurnFacts, toTurnFacts } from '../pushback/turn-facts.ts';
import type { IndexedSession, Said } from '../search/write-sessions.ts';
import { type OpenSession, openSession } from './open-session.ts';
import { saidOf } from './said-of.ts';
import { traceTurn } from './trace-turn.ts';

/** Weaker than this no threshold makes it pushback. */
const leastKept = 0.2;

/**
 * Reads a whole log: what a list shows of it and what search needs. Turns that it repeats from
 * another session (`lineage`) are searched there. Throws as node:fs does when it cannot be read.
 */
export const summariseSession = (
  adapter: Adapter,
  log: FoundLog,
  lineage: Lineage = noLineage,
): IndexedSession => {
  const session = openSession(adapter, log.path);
  try {
    while (session.readOn());
    const { head, spans, prompts, toolCalls, problems } = session.outline();
    const { said, trace, ...moments } = readProse(session.turn, spans.length, head);
    const counts = {
      developerTurns: countTurns(spans, 'developer'),
      agentTurns: countTurns(spans, 'agent'),
      prompts,
      toolCalls,
      problems: problems.length,
      ...moments,
    };
    const { bytes, modifiedAt, inode } = log;
    const summary = { head, bytes, modifiedAt, counts, ...(lineage !== noLineage && { lineage }) };
    const repeats = lineage.beginsAs?.turns ?? 0;
    return { inode, summary, said: said.filter(({ turn }) => turn > repeats), trace };
  } finally {
    session.close();
  }
};

type Prose = Pick<SessionCounts, 'pushbacks' | 'doubtful' | 'rules' | 'origins' | 'claims'> & {
  readonly said: readonly Said[];
  readonly trace: string;
};

const isPushback = ({ strength }: Pushback): boolean => strength >= usualThreshold;

/** Reads every turn once, in order, and keeps of each its words and a few facts. */
export const readProse = (
  turnAt: OpenSession['turn'],
  turns: number,
  { id, parent }: Pick<SessionHead, 'id' | 'parent'>,
): Prose => {
  const detector = createPushbackDetector(leastKept);
  const ledger = createLedger();
  const claimChecker = createClaimChecker();
  const facts: TurnFacts[] = [];
  const said: Said[] = [];
  const found: Pushback[] = [];
  let trace = '';
  let waiting: Turn | null = null;
  const note = (turn: Turn, pushback: Pushback | null): void => {
    ledger.push(turn, pushback && isPushback(pushback) ? pushback : null);
    facts.push(toTurnFacts(turn, pushback !== null && isPushback(pushback)));
  };
  for (let number = 1; number <= turns; number += 1) {
    const turn = turnAt(number);
    if (!turn) continue;
    claimChecker.push(turn);
    if (parent === null) trace += traceTurn(turn, id);
    said.push(saidOf(turn));
    // What a developer turn is, only its answer settles.
    const pushback = detector.push(turn);
    if (pushback) found.push(pushback);
    if (waiting) note(waiting, pushback);
    waiting = turn.speaker === 'developer' ? turn : null;
    if (!waiting) note(turn, null);
  }
  const last = detector.finish();
  if (last) found.push(last);
  if (waiting) note(waiting, last);
  const pushbacks = found.filter(isPushback);
  const judged = new Set(found.map(({ turn }) => turn));
  const rules = ledger.rules();
  const origins = findOrigins(pushbacks, facts, rules);
  const subjects = new Map(origins.map(({ origin, about }) => [origin.turn, about]));
  return {
    said: said.filter(one => holdsSomething(one) || judged.has(one.turn)),
    pushbacks: pushbacks.map(one => {
      const about = subjects.get(one.turn);
      return about ? { ...one, about } : one;
    }),
    doubtful: found.filter(one => !isPushback(one)),
    rules,
    origins: origins.map(({ origin }) => origin),
    claims: claimChecker.claims(),
    trace,
  };
};

const holdsSomething = ({ text, paths, commands, signs }: Said): boolean =>
  text !== '' || paths !== '' || commands !== '' || signs.length > 0;
