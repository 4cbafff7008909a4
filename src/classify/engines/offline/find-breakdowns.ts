import type { Claim } from '../../../domain/episode.ts';
import type { Pushback, PushbackClass } from '../../../domain/pushback.ts';
import type { ToolCall } from '../../../domain/tool-call.ts';
import { type Turn, turnText, turnToolCalls } from '../../../domain/turn.ts';
import type { ClassifyInput } from '../../engine.ts';
import { toolLine } from '../../turn-evidence-text.ts';
import { type Contradiction, findContradiction } from './find-contradiction.ts';
import { findResolution } from './find-resolution.ts';
import { type BrokenRule, findRule, type Objection } from './find-rule.ts';
import { pushbackWords } from './pushback-words.ts';
import { firstLine } from './sentences.ts';

/** What is known of one breakdown before it gets a name: facts with their quotes, no label yet. */
export type Breakdown = {
  /** One or more, when the developer had to say it again. */
  readonly pushbacks: readonly [Pushback, ...Pushback[]];
  readonly words: Claim;
  readonly developer: Turn;
  /** The agent turn that did what is objected to. */
  readonly onset: Turn;
  readonly asked: Turn | null;
  readonly edits: readonly ToolCall[];
  readonly runs: readonly ToolCall[];
  readonly failedRun: ToolCall | null;
  readonly act: Claim | null;
  readonly contradiction: Contradiction | null;
  readonly rule: BrokenRule | null;
  /** Did the agent hand over anything that can be faulty: an edit or code, here or before? */
  readonly delivered: boolean;
  readonly resolved: Resolved | null;
};
export type Resolved = { readonly evidence: Claim; readonly resolver: 'RV2' | 'RV3' };

/**
 * The breakdowns of a session, one for a run of pushback turns about the same thing. Pushback without a word of the
 * developer's is passed over: no quote, no episode.
 */
export const findBreakdowns = (input: ClassifyInput): Breakdown[] =>
  groupPushbacks(input).flatMap(group => toBreakdown(group, input) ?? []);

type Group = [Pushback, ...Pushback[]];

const groupPushbacks = ({ pushbacks, turns }: ClassifyInput): Group[] => {
  const groups: Group[] = [];
  for (const pushback of pushbacks) {
    const turn = turns[pushback.turn - 1];
    if (turn?.speaker !== 'developer' || turnText(turn).trim() === '') continue;
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && pushback.turn - before.turn <= 2 && isSameMatter(before, pushback))
      last.push(pushback);
    else groups.push([pushback]);
  }
  return groups;
};

const isSameMatter = (before: Pushback, after: Pushback): boolean => {
  const matters = [before.class, ...before.secondary].map(matterOf);
  return (
    matterOf(after.class) === matterOf(before.class) ||
    after.secondary.some(name => matters.includes(matterOf(name)))
  );
};

/** Classes that differ in wording, not in what is contested. */
const matterOf = (name: PushbackClass): string => {
  if (name === 'failure_report' || name === 'trust_challenge') return 'it does not work';
  if (name === 'scope_objection' || name === 'undo_request') return 'too much';
  return name === 'interruption' ? 'stop' : 'not what was meant';
};

const toBreakdown = (pushbacks: Group, input: ClassifyInput): Breakdown | null => {
  const { turns, origins } = input;
  const [first] = pushbacks;
  const developer = turns[first.turn - 1];
  const began = origins.find(({ turn }) => turn === first.turn)?.onset ?? first.turn - 1;
  const onset = turns[began - 1];
  if (!developer || onset?.speaker !== 'agent') return null;
  const words = pushbackWords(first, developer);
  if (words.quote.length < 2) return null;
  const objection: Objection = { pushbacks, words, developer, onset };
  const calls = turnToolCalls(onset);
  const edits = calls.filter(call => call.kind === 'edit' && call.status !== 'rejected');
  const runs = calls.filter(call => call.kind === 'run' && call.status !== 'rejected');
  return {
    pushbacks,
    words,
    developer,
    onset,
    asked: turns[onset.number - 2] ?? null,
    edits,
    runs,
    failedRun: runs.findLast(call => call.status === 'error' || (call.exitCode ?? 0) !== 0) ?? null,
    act: actOf(onset, edits.at(-1) ?? runs.at(-1)),
    contradiction: findContradiction(objection, input),
    rule: findRule(objection, input),
    delivered: hasDelivered(onset, turns),
    resolved: findResolution(pushbacks, input),
  };
};

const actOf = (turn: Turn, call: ToolCall | undefined): Claim | null => {
  if (call) {
    const quote = toolLine({ ...call, output: null });
    return { turn: turn.number, quote, context: 'What the agent did.' };
  }
  const said = firstLine(turnText(turn));
  return said ? { turn: turn.number, quote: said, context: 'What the agent answered.' } : null;
};

/** A log without a single tool call cannot tell that nothing was delivered. */
const hasDelivered = (onset: Turn, turns: readonly Turn[]): boolean => {
  if (turnText(onset).includes('```')) return true;
  const calls = turns.slice(0, onset.number).flatMap(turnToolCalls);
  return calls.length === 0 || calls.some(call => call.kind === 'edit' && call.status !== 'rejected');
};
