import {
  type CheckedClaim,
  type CheckRun,
  type ClaimedCheck,
  type ClaimVerdict,
  mostChangedNamed,
  mostClaims,
} from '../../domain/claim.ts';
import type { ToolCall } from '../../domain/tool-call.ts';
import { blockJoint, type Turn } from '../../domain/turn.ts';
import { toAct } from '../ledger/act.ts';
import type { Check } from '../ledger/commands.ts';
import { findClaims, type StatedClaim } from './find-claims.ts';
import { type CheckOutcome, toChecks, toOutcome } from './to-check.ts';

export type ClaimChecker = {
  /** Takes the next turn of a session. */
  readonly push: (turn: Turn) => void;
  /** Every claim so far, in order. */
  readonly claims: () => readonly CheckedClaim[];
};

/** A run of a check; `at` counts the tool calls of the session. */
type Ran = {
  readonly check: Check;
  readonly run: CheckRun;
  readonly outcome: CheckOutcome;
  readonly at: number;
};
/** What the session did so far. */
type Done = {
  calls: number;
  readonly ran: Ran[];
  readonly changes: { readonly at: number; readonly path: string }[];
};

/**
 * Reads a session's turns in order and holds every claim that a check passed against the last run of that check before
 * it. A log that shows no tool call at all cannot tell, so nothing is said of its claims.
 */
export const createClaimChecker = (): ClaimChecker => {
  const done: Done = { calls: 0, ran: [], changes: [] };
  const found: CheckedClaim[] = [];
  return {
    push: turn => {
      if (turn.speaker === 'developer') return;
      const claims = readTurn(turn, done);
      if (done.calls > 0) found.push(...claims.slice(0, mostClaims - found.length));
    },
    claims: () => found,
  };
};

/** What is said twice in a turn is told once, where it was said last. */
const readTurn = (turn: Turn, done: Done): CheckedClaim[] => {
  const claims = new Map<ClaimedCheck, CheckedClaim>();
  let offset = 0;
  for (const block of turn.blocks) {
    if (block.kind === 'tool') takeCall(block.call, turn.number, done);
    if (block.kind !== 'text' || block.sidechain || !block.text.trim()) continue;
    for (const { start, end, ...stated } of findClaims(block.text)) {
      const place = { turn: turn.number, start: start + offset, end: end + offset };
      claims.set(stated.check, { ...place, ...holdAgainst(stated, done) });
    }
    offset += block.text.length + blockJoint.length;
  }
  return [...claims.values()];
};

const takeCall = (call: ToolCall, turn: number, done: Done): void => {
  done.calls += 1;
  const at = done.calls;
  for (const path of toAct(call)?.edited ?? []) if (isCode(path)) done.changes.push({ at, path });
  const run = { turn, callId: call.id, command: call.target || call.name, exitCode: call.exitCode };
  const checks = toChecks(call);
  for (const check of checks) {
    const outcome = toOutcome(call, check);
    // Tests that fail were built.
    if (check !== 'build' || outcome === 'passed' || !checks.includes('tests'))
      done.ran.push({ check, run, outcome, at });
  }
};

/** What no check looks at is no change: notes and documents. */
const isCode = (path: string): boolean => !/\.(?:mdx?|txt|rst|adoc|log)$/i.test(path);

const holdAgainst = ({ command, ...stated }: Omit<StatedClaim, 'start' | 'end'>, done: Done) => {
  const beside = stated.check === 'any' ? weakest(done) : lastOf(done, stated.check, command);
  const files = beside ? changedSince(done, beside) : [];
  return {
    ...stated,
    verdict: toVerdict(beside, files),
    run: beside?.run ?? null,
    changed: { count: files.length, files: files.slice(0, mostChangedNamed) },
  };
};

/** The last run of the very command that the claim names, else the last of its kind. */
const lastOf = ({ ran }: Done, check: Check, command: string | null): Ran | undefined =>
  (command && ran.findLast(one => one.check === check && one.run.command.includes(command))) ||
  ran.findLast(one => one.check === check);

const changedSince = ({ changes }: Done, { at }: Ran): string[] => {
  const since = changes.slice(changes.findLastIndex(change => change.at <= at) + 1);
  return [...new Set(since.map(({ path }) => path))];
};

const toVerdict = (beside: Ran | undefined, changed: readonly string[]): ClaimVerdict => {
  if (!beside) return 'not found';
  if (beside.outcome !== 'passed') return beside.outcome;
  return changed.length > 0 ? 'stale' : 'verified';
};

/** "All checks pass" holds as far as the least of the last runs does. */
const weakest = (done: Done): Ran | undefined => {
  const runs = [...new Map(done.ran.map(one => [one.check, one])).values()];
  const judged = runs.map(run => ({ run, verdict: toVerdict(run, changedSince(done, run)) }));
  return order.flatMap(worst => judged.filter(({ verdict }) => verdict === worst)).at(0)?.run;
};
const order: readonly ClaimVerdict[] = ['failed', 'unclear', 'stale', 'verified'];
