import type { Claim } from '../../../domain/episode.ts';
import type { Pushback, PushbackClass } from '../../../domain/pushback.ts';
import type { StandingRule } from '../../../domain/standing-rule.ts';
import { type Turn, turnText, turnToolCalls } from '../../../domain/turn.ts';
import type { ClassifyInput } from '../../engine.ts';
import { toolLine } from '../../turn-evidence-text.ts';
import { cues } from './cues.ts';
import { pushbackWords } from './pushback-words.ts';
import { contentWords, sentencesOf, shortQuote } from './sentences.ts';

/**
 * A demand of the developer's, quoted where it was stated. `brokenBy` is the act that the log shows against it,
 * `saidAgain` a later pushback of the same breakdown that had to repeat it.
 */
export type BrokenRule = {
  readonly stated: Claim;
  readonly brokenBy: Claim | null;
  readonly saidAgain: Claim | null;
};

/** Whose pushback it is, what it says, and the agent turn that it answers. */
export type Objection = {
  readonly pushbacks: readonly [Pushback, ...Pushback[]];
  readonly words: Claim;
  readonly developer: Turn;
  readonly onset: Turn;
};

/**
 * The developer's own earlier sentence that the pushback holds against the agent: first a rule of the ledger that the
 * log shows broken or the developer recalls, then the latest sentence that speaks of the same thing. Null when none can
 * be quoted, for a rule that nobody stated in this session is none, and for a report of failure or distrust, which holds
 * results against the agent, not rules.
 */
export const findRule = (objection: Objection, input: ClassifyInput): BrokenRule | null =>
  holdsRules.has(objection.pushbacks[0].class)
    ? (fromLedger(objection, input) ?? fromWords(objection, input))
    : null;

const holdsRules: ReadonlySet<PushbackClass> = new Set([
  'constraint_reminder',
  'scope_objection',
  'correction',
  'rejection',
  'undo_request',
]);

const fromLedger = (objection: Objection, { rules, turns }: ClassifyInput): BrokenRule | null => {
  const { onset } = objection;
  const standing = rules.filter(
    rule => rule.turn < onset.number && (rule.liftedAt === null || rule.liftedAt > onset.number),
  );
  const rule = standing.find(one => isHeldAgainst(one, objection));
  if (!rule) return null;
  const stated = { turn: rule.turn, quote: shortQuote(rule.sentence), context: statedHere };
  const again = objection.pushbacks.slice(1).find(({ turn }) => rule.remindedAt.includes(turn));
  const turn = again && turns[again.turn - 1];
  const saidAgain = turn ? pushbackWords(again, turn) : null;
  return { stated, brokenBy: breakOf(rule, onset), saidAgain };
};

/** Recalled by this pushback, or broken in the turn that it objects to having acted. */
const isHeldAgainst = (rule: StandingRule, { pushbacks, onset }: Objection): boolean =>
  pushbacks.some(({ turn }) => rule.remindedAt.includes(turn)) ||
  (recalling.has(pushbacks[0].class) && touchesIn(rule, onset).length > 0);

const touchesIn = (rule: StandingRule, { number }: Turn) =>
  rule.touches.filter(({ turn, verdict }) => turn === number && verdict === 'broken');

const breakOf = (rule: StandingRule, onset: Turn): Claim | null => {
  const ids = touchesIn(rule, onset).map(({ callId }) => callId);
  const call = turnToolCalls(onset).find(({ id }) => ids.includes(id));
  if (!call) return null;
  const quote = toolLine({ ...call, output: null });
  return { turn: onset.number, quote, context: 'The act that broke the rule.' };
};

/** A demand is held against the agent by the first pushback, or said in one pushback and again in a later one. */
const fromWords = (objection: Objection, { turns }: ClassifyInput): BrokenRule | null => {
  for (const pushback of objection.pushbacks) {
    const turn = turns[pushback.turn - 1];
    if (!turn) continue;
    const isFirst = pushback === objection.pushbacks[0];
    const stated = statedBefore(toRecall(pushback, turn, isFirst), turn.number, turns);
    const saidAgain = isFirst ? null : pushbackWords(pushback, turn);
    if (stated) return { stated, brokenBy: null, saidAgain };
  }
  return null;
};

/** What a pushback speaks of. `insists`: it says that this is not the first time, or it is not. */
type Recall = { readonly words: ReadonlySet<string>; readonly insists: boolean };

const toRecall = (pushback: Pushback, turn: Turn, isFirst: boolean): Recall => {
  const start = sentencesOf(turnText(turn)).slice(0, 3);
  const said = [pushbackWords(pushback, turn).quote, ...start].join(' ');
  const insists = !isFirst || recalling.has(pushback.class) || cues.insists.test(said);
  return { words: contentWords(said), insists };
};

/** The latest demand about the same thing, from before the agent turn that the pushback answers. */
const statedBefore = (recall: Recall, before: number, turns: readonly Turn[]): Claim | null => {
  const least = recall.insists ? leastRecalled : leastShared;
  for (let number = before - 2; number >= 1; number -= 1) {
    const turn = turns[number - 1];
    if (turn?.speaker !== 'developer') continue;
    const quote = sentencesOf(turnText(turn)).find(
      sentence => isDemand(sentence, recall) && weigh(contentWords(sentence), recall.words) >= least,
    );
    if (quote) return { turn: turn.number, quote, context: statedHere };
  }
  return null;
};

/** An order counts only where it is said again; a ban or a required step also by its words. */
const isDemand = (sentence: string, { insists }: Recall): boolean =>
  cues.rule.test(sentence) || (insists && cues.order.test(sentence));

/** Picked on published sessions; docs/episodes.md says what leaving a repository out picks. */
const leastRecalled = 2;
const leastShared = 3;

/** How much two texts speak of the same thing: a name says as much as two words. */
const weigh = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter(word => other.has(word)).reduce((sum, word) => sum + (/[_./\d]/.test(word) ? 2 : 1), 0);

/** Classes that hold a limit against the agent. */
const recalling: ReadonlySet<PushbackClass> = new Set([
  'constraint_reminder',
  'scope_objection',
  'undo_request',
]);
const statedHere = 'The rule as the developer stated it.';
