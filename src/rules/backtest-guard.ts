import type { Backtest, RuleGuard } from '../domain/proposed-rule.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionCounts } from '../domain/session-summary.ts';
import type { ToolCall } from '../domain/tool-call.ts';
import { type Turn, turnToolCalls } from '../domain/turn.ts';
import { meetsGuard } from './match-guard.ts';

/** A tool call of the past; `isInnocent` as `Backtest` says, apart from the breaks of the rule at hand. */
export type PastCall = {
  readonly session: string;
  readonly turn: number;
  readonly call: ToolCall;
  readonly isInnocent: boolean;
};

/** The past of a project: how much was looked at, and of its calls all that could meet the guard, latest first. */
export type Past = {
  readonly sessions: number;
  readonly total: number;
  readonly calls: readonly PastCall[];
};

/** The tool calls of an agent turn, and whether anybody pushed back on them. */
export const pastCalls = (
  session: string,
  turn: Turn,
  { pushbacks, origins }: Pick<SessionCounts, 'pushbacks' | 'origins'>,
): PastCall[] => {
  const isObjectedTo =
    pushbacks.some(one => one.turn === turn.number || one.turn === turn.number + 1) ||
    origins.some(({ onset }) => onset === turn.number);
  return turnToolCalls(turn).map(call => ({
    ...{ session, turn: turn.number, call },
    isInnocent: !isObjectedTo && call.status !== 'rejected' && call.status !== 'interrupted',
  }));
};

/**
 * Holds a guard against the past of its project; `brokenBy` are the calls that broke the rule (`callKey`). Null where the
 * guard looks at no single call.
 */
export const backtestGuard = (
  guard: RuleGuard,
  { sessions, total, calls }: Past,
  brokenBy: ReadonlySet<string>,
): Backtest | null => {
  if (guard.kind === 'check') return null;
  const met = calls
    .filter(({ call }) => meetsGuard(guard, call))
    .map(past => ({ ...past, isInnocent: past.isInnocent && !brokenBy.has(callKey(past)) }));
  const innocent = met.filter(({ isInnocent }) => isInnocent);
  const guilty = met.filter(({ isInnocent }) => !isInnocent);
  return {
    ...{ sessions, calls: total, stopped: met.length, innocent: innocent.length },
    examples: [...guilty.slice(0, mostExamples), ...innocent.slice(0, mostExamples)].map(toExample),
  };
};

/** Ids of calls are unique within a session alone. */
export const callKey = ({ session, call }: { session: string; call: Pick<ToolCall, 'id'> }): string =>
  `${session} ${call.id}`;

const mostExamples = 5;

const toExample = ({ session, turn, call, isInnocent }: PastCall): Backtest['examples'][number] => ({
  ...{ session, turn, innocent: isInnocent },
  what: oneLine(call.edits[0]?.path ?? call.target, 160),
});
