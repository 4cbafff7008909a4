import type { Lineage } from '../domain/lineage.ts';
import type { Pushback } from '../domain/pushback.ts';
import { countTurns } from '../domain/session.ts';
import { repeatedTurns, type SessionCounts } from '../domain/session-summary.ts';
import type { Turn } from '../domain/turn.ts';
import { createClaimChecker } from '../pushback/claims/check-claims.ts';
import { createPushbackDetector, usualThreshold } from '../pushback/detect-pushback.ts';
import { findOrigins } from '../pushback/find-origins.ts';
import { createLedger } from '../pushback/ledger/create-ledger.ts';
import { type TurnFacts, toTurnFacts } from '../pushback/turn-facts.ts';
import type { CompletedSession } from '../search/complete-sessions.ts';
import type { Claimed } from './claim-log.ts';
import type { OpenSession } from './open-session.ts';
import { readWhole, toSummary } from './read-words.ts';
import { saidOf } from './said-of.ts';

/** Weaker than this no threshold makes it pushback. */
const leastKept = 0.2;

/**
 * Reads a whole log again: what a list shows of it, and of its words those of the turns that may be pushback. Throws as
 * node:fs does when it cannot be read.
 */
export const summariseSession = (claimed: Claimed, lineage?: Lineage): CompletedSession =>
  readWhole(claimed, ({ outline, turn }) => {
    const { head, spans, prompts, toolCalls, problems } = outline();
    const prose = readProse(turn, spans.length);
    const counts = {
      developerTurns: countTurns(spans, 'developer'),
      agentTurns: countTurns(spans, 'agent'),
      prompts,
      toolCalls,
      problems: problems.length,
      ...prose,
    };
    const summary = toSummary(claimed, head, counts, lineage);
    const said = [...prose.pushbacks, ...prose.doubtful]
      .filter(one => one.turn > repeatedTurns(summary))
      .flatMap(one => turn(one.turn) ?? [])
      .map(saidOf);
    return { inode: claimed.log.inode, summary, said };
  });

type Prose = Pick<SessionCounts, 'pushbacks' | 'doubtful' | 'rules' | 'origins' | 'claims'>;

const isPushback = ({ strength }: Pushback): boolean => strength >= usualThreshold;

/** Reads every turn once, in order, and keeps of each a few facts. */
export const readProse = (turnAt: OpenSession['turn'], turns: number): Prose => {
  const detector = createPushbackDetector(leastKept);
  const ledger = createLedger();
  const claimChecker = createClaimChecker();
  const facts: TurnFacts[] = [];
  const found: Pushback[] = [];
  let waiting: Turn | null = null;
  const note = (turn: Turn, pushback: Pushback | null): void => {
    ledger.push(turn, pushback && isPushback(pushback) ? pushback : null);
    facts.push(toTurnFacts(turn, pushback !== null && isPushback(pushback)));
  };
  for (let number = 1; number <= turns; number += 1) {
    const turn = turnAt(number);
    if (!turn) continue;
    claimChecker.push(turn);
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
  const rules = ledger.rules();
  const origins = findOrigins(pushbacks, facts, rules);
  const subjects = new Map(origins.map(({ origin, about }) => [origin.turn, about]));
  return {
    pushbacks: pushbacks.map(one => {
      const about = subjects.get(one.turn);
      return about ? { ...one, about } : one;
    }),
    doubtful: found.filter(one => !isPushback(one)),
    rules,
    origins: origins.map(({ origin }) => origin),
    claims: claimChecker.claims(),
  };
};
