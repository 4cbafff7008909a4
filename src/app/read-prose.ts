import type { Pushback } from '../domain/pushback.ts';
import { countTurns, type Outline } from '../domain/session.ts';
import type { SessionCounts } from '../domain/session-summary.ts';
import { sumKnown, type Turn } from '../domain/turn.ts';
import { createClaimChecker } from '../pushback/claims/check-claims.ts';
import { createPushbackDetector, usualThreshold } from '../pushback/detect-pushback.ts';
import { findOrigins } from '../pushback/find-origins.ts';
import { createLedger } from '../pushback/ledger/create-ledger.ts';
import { type TurnFacts, toTurnFacts } from '../pushback/turn-facts.ts';

/** Weaker than this no threshold makes it pushback. */
const leastKept = 0.2;

/** What the turns of a session say, besides how many there are. */
export type Prose = Pick<
  SessionCounts,
  'tokens' | 'cost' | 'pushbacks' | 'doubtful' | 'rules' | 'origins' | 'claims'
>;

const isPushback = ({ strength }: Pushback): boolean => strength >= usualThreshold;

/** Reads turns in order, once each, and keeps of each a few facts. `prose` may be asked after any of them. */
export const createProseReader = () => {
  const detector = createPushbackDetector(leastKept);
  const ledger = createLedger();
  const claimChecker = createClaimChecker();
  const facts: TurnFacts[] = [];
  const found: Pushback[] = [];
  let waiting: Turn | null = null;
  let [tokens, cost] = [null as number | null, null as number | null];
  const note = (turn: Turn, pushback: Pushback | null): void => {
    // What was asked for before the answer came is not noted twice.
    if (facts.at(-1)?.number === turn.number) return;
    const isOne = pushback !== null && isPushback(pushback);
    ledger.push(turn, isOne ? pushback : null);
    facts.push(toTurnFacts(turn, isOne));
  };
  return {
    push: (turn: Turn): void => {
      claimChecker.push(turn);
      tokens = sumKnown([tokens, turn.tokens]);
      cost = sumKnown([cost, turn.cost]);
      // What a developer turn is, only its answer settles.
      const pushback = detector.push(turn);
      if (pushback) found.push(pushback);
      if (waiting) note(waiting, pushback);
      waiting = turn.speaker === 'developer' ? turn : null;
      if (!waiting) note(turn, null);
    },
    prose: (): Prose => {
      const last = detector.finish();
      if (waiting) note(waiting, last);
      const said = last ? [...found, last] : found;
      return { tokens, cost, ...toProse(said, facts, ledger.rules(), claimChecker.claims()) };
    },
  };
};

const toProse = (
  found: readonly Pushback[],
  facts: readonly TurnFacts[],
  rules: Prose['rules'],
  claims: Prose['claims'],
): Omit<Prose, 'tokens' | 'cost'> => {
  const pushbacks = found.filter(isPushback);
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
    claims,
  };
};

/** Reads the first `turns` turns of a session. */
export const readProse = (turnAt: (number: number) => Turn | undefined, turns: number): Prose => {
  const reader = createProseReader();
  for (let number = 1; number <= turns; number += 1) {
    const turn = turnAt(number);
    if (turn) reader.push(turn);
  }
  return reader.prose();
};

/** All counts of a session that was read whole. */
export const toCounts = ({ spans, prompts, toolCalls, problems }: Outline, prose: Prose): SessionCounts => ({
  developerTurns: countTurns(spans, 'developer'),
  agentTurns: countTurns(spans, 'agent'),
  prompts,
  toolCalls,
  problems: problems.length,
  ...prose,
});
