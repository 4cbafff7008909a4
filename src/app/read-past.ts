import { parsingOnce } from '../adapters/read-record.ts';
import type { RuleProof } from '../domain/proposed-rule.ts';
import { oneLine } from '../domain/sanitise.ts';
import { repeatedTurns, type SessionSummary } from '../domain/session-summary.ts';
import { type Turn, turnText } from '../domain/turn.ts';
import { type Past, type PastCall, pastCalls } from '../rules/backtest-guard.ts';
import { byTime, type DemandCluster } from '../rules/cluster-demands.ts';
import { meetsGuard } from '../rules/match-guard.ts';
import { toRuleGuard } from '../rules/to-rule-guard.ts';
import { createCheckCounter } from './check-counter.ts';
import { openLog } from './open-session.ts';

/** What the logs of a project tell beyond their summaries. */
export type ReadPast = Past & {
  /** The signs of a cluster, by its place, with the time and the words of their turns, latest first. */
  readonly signsOf: (cluster: number) => readonly RuleProof[];
  /** How the project was seen to run a check, most often; null where it was not. */
  readonly ranFor: (check: string) => string | null;
};

/**
 * Reads the logs of a project's sessions (newest first), turn by turn, and keeps of them the calls that a guard of one of
 * the clusters would meet, and the words and times of their signs. A log that is gone by now is passed over.
 */
export const readPast = (
  sessions: readonly SessionSummary[],
  clusters: readonly DemandCluster[],
  onRead: () => void,
): ReadPast => {
  const guards = clusters.flatMap(({ demands: [leader] }) => toRuleGuard(leader, () => null) ?? []);
  const wanted = new Set(clusters.flatMap(({ signs }) => signs.map(turnKey)));
  const told = new Map<string, Pick<RuleProof, 'at' | 'words'>>();
  const calls: PastCall[] = [];
  const checks = createCheckCounter();
  let [read, total] = [0, 0];
  for (const session of sessions) {
    const past: PastCall[] = [];
    const see = (turn: Turn): void => {
      const key = turnKey({ session: session.head.id, turn: turn.number });
      if (wanted.has(key)) told.set(key, { at: turn.at, words: oneLine(turnText(turn), mostWords) });
      if (turn.speaker === 'developer' || !session.counts) return;
      const own = pastCalls(session.head.id, turn, session.counts);
      total += own.length;
      checks.push(own);
      past.push(...own.filter(({ call }) => guards.some(guard => meetsGuard(guard, call))));
    };
    if (eachTurn(session, see)) read += 1;
    calls.push(...past.toReversed());
    onRead();
  }
  return {
    ...{ sessions: read, total, calls },
    signsOf: at => (clusters[at]?.signs ?? []).map(sign => withTurn(sign, told)).sort(byTime),
    ranFor: checks.most,
  };
};

const mostWords = 200;
const turnKey = ({ session, turn }: Pick<RuleProof, 'session' | 'turn'>): string => `${session} ${turn}`;

/** What the summaries know of a sign stands; only what they lack comes from its turn. */
const withTurn = (sign: RuleProof, told: ReadonlyMap<string, Pick<RuleProof, 'at' | 'words'>>): RuleProof => {
  const turn = told.get(turnKey(sign));
  return turn ? { ...sign, at: turn.at ?? sign.at, words: sign.words || turn.words } : sign;
};

/** False when the log cannot be read any more. */
const eachTurn = (summary: SessionSummary, see: (turn: Turn) => void): boolean => {
  try {
    const session = openLog(summary.head.path);
    try {
      parsingOnce(() => {
        while (session.readOn());
        for (const { number } of session.outline().spans) {
          const turn = number > repeatedTurns(summary) ? session.turn(number) : undefined;
          if (turn) see(turn);
        }
      });
      return true;
    } finally {
      session.close();
    }
  } catch {
    return false;
  }
};
