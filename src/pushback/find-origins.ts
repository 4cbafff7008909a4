import type { Cost } from '../domain/episode.ts';
import type { Pushback, PushbackClass, Subject } from '../domain/pushback.ts';
import type { MomentOrigin, StandingRule } from '../domain/standing-rule.ts';
import { minutesBetween } from '../domain/turn.ts';
import { countShared } from './ledger/stems.ts';
import { toSubject } from './to-subject.ts';
import type { TurnFacts } from './turn-facts.ts';

/** Where a pushback began, and what it is about, where the log names that. */
export type FoundOrigin = { readonly origin: MomentOrigin; readonly about: Subject | null };

/**
 * Where each pushback of a session began, in turn order. `facts` holds every turn in order, `rules` is the session's
 * ledger. It began in the turn right before, unless the log shows an earlier one: where a recalled rule was broken,
 * where a run of pushback about one matter started, or where the named file was edited. Cost grows with the turns, not
 * with turns times pushback.
 */
export const findOrigins = (
  pushbacks: readonly Pushback[],
  facts: readonly TurnFacts[],
  rules: readonly StandingRule[],
): FoundOrigin[] => {
  const history = createHistory(facts);
  let run: Run | null = null;
  return pushbacks
    .toSorted((a, b) => a.turn - b.turn)
    .map((pushback): FoundOrigin => {
      const turn = history.reach(pushback.turn);
      const broken = findBroken(pushback.turn, rules);
      const goesOn: boolean = run !== null && turn !== undefined && isSameMatter(run, pushback, turn);
      const first: number | null = goesOn && run ? run.onset : onsetAlone(pushback, turn, history);
      run = turn ? { pushback, turn, onset: first } : null;
      const onset = broken?.turn ?? first;
      const span = onset === null ? null : history.cost(onset, pushback.turn);
      const rule = broken?.rule ?? null;
      const about = toSubject({
        rule: rule === null ? undefined : rules[rule],
        turn,
        act: onset === null ? undefined : history.at(onset),
        wasEdited: name => history.lastEdit(name) !== null,
      });
      return { origin: { turn: pushback.turn, onset, span, rule }, about };
    });
};

/** The pushback before, with where its matter began. */
type Run = { readonly pushback: Pushback; readonly turn: TurnFacts; readonly onset: number | null };

/** Without words the agent was stopped in that very turn; a named file leads to the turn that edited it. */
const onsetAlone = (pushback: Pushback, turn: TurnFacts | undefined, history: History): number | null => {
  if (turn?.speaker === 'agent') return turn.number;
  const before = history.agentBefore(pushback.turn);
  if (!before || !turn) return before?.number ?? null;
  if (turn.named.length === 0 || turn.named.some(name => before.edited.includes(name))) return before.number;
  const edited = turn.named.map(name => history.lastEdit(name)).filter(number => number !== null);
  return edited.length > 0 ? Math.max(...edited) : before.number;
};

/** Does the developer say the same once more, in the next turn of theirs? */
const isSameMatter = (run: Run, pushback: Pushback, turn: TurnFacts): boolean => {
  if (pushback.turn - run.pushback.turn > 2 || turn.speaker === 'agent' || run.turn.speaker === 'agent')
    return false;
  if (turn.moved) return false;
  if (pushback.signals.some(({ kind }) => kind === 'repeat')) return true;
  const shared = countShared(turn.stems, run.turn.stems);
  const smaller = Math.min(turn.stems.size, run.turn.stems.size);
  if (smaller >= 3 && shared / smaller >= nearSame) return true;
  return (
    familyOf(pushback.class) === familyOf(run.pushback.class) &&
    (turn.again || (shared >= 2 && shared / smaller >= related))
  );
};

/** Classes that differ in wording, not in what is contested. */
const familyOf = (name: PushbackClass): string => {
  if (name === 'failure_report' || name === 'trust_challenge') return 'it does not work';
  if (name === 'scope_objection' || name === 'undo_request') return 'too much';
  return name === 'interruption' ? 'stop' : 'not what was meant';
};
const nearSame = 0.6;
const related = 0.25;

/** The rule that the pushback recalls, and its first break since the developer last spoke of it, if the log shows one. */
const findBroken = (
  turn: number,
  rules: readonly StandingRule[],
): { rule: number; turn: number | null } | null => {
  const recalled = rules.flatMap((rule, index) =>
    rule.remindedAt.includes(turn) ? [{ rule: index, turn: breakOf(rule, turn) }] : [],
  );
  return recalled.find(one => one.turn !== null) ?? recalled[0] ?? null;
};

const breakOf = (rule: StandingRule, before: number): number | null => {
  const told = Math.max(rule.turn, ...rule.remindedAt.filter(turn => turn < before));
  const first = rule.touches.find(
    ({ turn, verdict }) => verdict === 'broken' && turn > told && turn < before,
  );
  return first?.turn ?? null;
};

/** At each place the sum of all before it. */
const sumUp = (counts: readonly number[]): readonly number[] => {
  const sums = [0];
  for (const count of counts) sums.push((sums.at(-1) ?? 0) + count);
  return sums;
};

type History = ReturnType<typeof createHistory>;

/** The session as it stood before a turn; `reach` only ever goes forward. */
const createHistory = (facts: readonly TurnFacts[]) => {
  const places = new Map(facts.map((fact, index) => [fact.number, index]));
  const calls = sumUp(facts.map(fact => fact.toolCalls));
  const tokens = sumUp(facts.map(fact => fact.tokens ?? 0));
  const counted = sumUp(facts.map(fact => (fact.tokens === null ? 0 : 1)));
  const edits = new Map<string, number>();
  let next = 0;
  const factOf = (number: number) => facts[places.get(number) ?? -1];
  const cost = (from: number, to: number): Cost => {
    const [start, end] = [factOf(from), factOf(to)];
    const isStop = from === to;
    const first = places.get(from) ?? 0;
    const until = (places.get(to) ?? 0) + (isStop ? 1 : 0);
    const between = (sums: readonly number[]) => (sums[until] ?? 0) - (sums[first] ?? 0);
    return {
      turns: to - from,
      toolCalls: between(calls),
      minutes: minutesBetween(start?.at ?? null, (isStop ? end?.endedAt : end?.at) ?? null),
      tokens: between(counted) > 0 ? between(tokens) : null,
    };
  };
  return {
    /** The facts of a turn; the edits of all turns before it are known then. */
    reach: (number: number): TurnFacts | undefined => {
      for (let fact = facts[next]; fact && fact.number < number; fact = facts[next]) {
        for (const name of fact.edited) edits.set(name, fact.number);
        next += 1;
      }
      return factOf(number);
    },
    at: factOf,
    agentBefore: (number: number): TurnFacts | undefined => {
      const before = facts[(places.get(number) ?? 0) - 1];
      return before?.speaker === 'agent' ? before : undefined;
    },
    lastEdit: (name: string): number | null => edits.get(name) ?? null,
    cost,
  };
};
