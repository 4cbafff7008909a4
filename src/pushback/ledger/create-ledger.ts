import type { Pushback, PushbackClass } from '../../domain/pushback.ts';
import { mostRules, mostTouches, type RuleTouch, type StandingRule } from '../../domain/standing-rule.ts';
import { isInterrupted, type Turn, turnText, turnToolCalls } from '../../domain/turn.ts';
import { toAct } from './act.ts';
import { findRules, type StatedRule } from './find-rules.ts';
import { judgeActs } from './judge-acts.ts';
import { isAllowed, isRecalled, type Later, toLater } from './read-answer.ts';
import { toSentences } from './sentences.ts';
import { isVisible } from './to-guard.ts';

export type Ledger = {
  /** Takes the next turn of a session, with the pushback that it was found to be. */
  readonly push: (turn: Turn, pushback?: Pushback | null) => void;
  /** Every rule so far, in the order in which they were stated. */
  readonly rules: () => StandingRule[];
};

type Kept = {
  readonly stated: StatedRule;
  readonly turn: number;
  readonly touches: RuleTouch[];
  readonly remindedAt: number[];
  liftedAt: number | null;
  /** Whether the developer's latest turn allowed it. */
  allowed: boolean;
  /** Whether the developer's latest turn wants a break undone. */
  undoing: boolean;
};

/** Reads a session's turns in order and keeps the rules that the developer stated, with the acts that touch them. */
export const createLedger = (): Ledger => {
  const kept: Kept[] = [];
  let asked = 0;
  let broken: ReadonlySet<Kept> = new Set();
  return {
    push: (turn, pushback = null) => {
      if (turn.speaker === 'agent') {
        broken = new Set(judgeTurn(turn, kept, asked));
        return;
      }
      asked = turn.number;
      const text = turnText(turn);
      const sentences = toSentences(text);
      if (kept.length > 0) readLater(turn.number, toLater(text, sentences), pushback, kept, broken);
      broken = new Set();
      for (const stated of findRules(sentences)) state(stated, turn.number, kept);
    },
    rules: () => kept.map(toRule),
  };
};

/** The rules of a whole session. */
export const findStandingRules = (turns: readonly Turn[]): StandingRule[] => {
  const ledger = createLedger();
  for (const turn of turns) ledger.push(turn);
  return ledger.rules();
};

/** A rule that stands already is not stated twice: the later turn recalls it. */
const state = (stated: StatedRule, turn: number, kept: Kept[]): void => {
  const earlier = kept.find(rule => rule.liftedAt === null && isSame(rule.stated, stated));
  if (earlier && earlier.turn < turn) {
    if (earlier.remindedAt.at(-1) !== turn) earlier.remindedAt.push(turn);
    if (earlier.stated.scope === 'session') return;
  }
  if (kept.length < mostRules && earlier?.turn !== turn)
    kept.push({ stated, turn, touches: [], remindedAt: [], liftedAt: null, allowed: false, undoing: false });
};

const isSame = (a: StatedRule, b: StatedRule): boolean => {
  if (a.kind !== b.kind || JSON.stringify(a.guard) !== JSON.stringify(b.guard)) return false;
  const [objects, others] = [a, b].map(rule => rule.objects.join('\n').toLowerCase());
  if (objects && others && (objects.includes(others) || others.includes(objects))) return true;
  return objects === others && a.sentence.toLowerCase() === b.sentence.toLowerCase();
};

const readLater = (
  turn: number,
  later: Later,
  pushback: Pushback | null,
  kept: readonly Kept[],
  broken: ReadonlySet<Kept>,
): void => {
  const isReminder =
    pushback !== null && [pushback.class, ...pushback.secondary].includes('constraint_reminder');
  for (const rule of kept) {
    if (rule.liftedAt !== null) continue;
    rule.undoing = later.undoes && rule.touches.some(({ verdict }) => verdict === 'broken');
    const justBroken = pushback !== null && broken.has(rule);
    const isAnswer = justBroken && rule.stated.guard.edits === 'any' && aboutActing.has(pushback.class);
    if (isAnswer || isRecalled(rule.stated, later, isReminder || justBroken)) rule.remindedAt.push(turn);
    else readAnswer(turn, later, rule);
  }
};

/** Objections to having acted at all: they name no file when nothing was to be edited. */
const aboutActing: ReadonlySet<PushbackClass> = new Set([
  'constraint_reminder',
  'scope_objection',
  'undo_request',
]);

const readAnswer = (turn: number, later: Later, rule: Kept): void => {
  rule.allowed = isAllowed(rule.stated, later);
  if (rule.allowed && !isLasting(rule.stated)) rule.liftedAt = turn;
};

/** "Always ask" is not over when it was asked once. */
const isLasting = ({ kind, scope, sentence }: StatedRule): boolean =>
  kind === 'always' ||
  kind === 'order' ||
  (kind === 'ask-first' && scope === 'session' && /\b(?:always|every|each|any)\b/i.test(sentence));

const judgeTurn = (turn: Turn, kept: readonly Kept[], asked: number): Kept[] => {
  const met = kept.filter(rule => isMet(rule, asked));
  if (met.length === 0) return [];
  const acts = turnToolCalls(turn).flatMap(call => toAct(call) ?? []);
  if (acts.length === 0) return [];
  return met.filter(rule => touch(rule, turn, acts, asked));
};

/** Consent that ends a rule covers the answer to it, which shows that the rule was kept. */
const isMet = (rule: Kept, asked: number): boolean => {
  const { guard, scope, kind } = rule.stated;
  if (!isVisible(guard) || rule.undoing) return false;
  if (rule.liftedAt !== null) return kind === 'ask-first' && rule.liftedAt === asked;
  return scope === 'session' || rule.turn === asked;
};

const touch = (rule: Kept, turn: Turn, acts: Parameters<typeof judgeActs>[0], asked: number): boolean => {
  const { kind, guard } = rule.stated;
  if (kind === 'always' && isInterrupted(turn)) return false;
  const fresh = rule.turn === asked;
  const seen = judgeActs(acts, { kind, guard, allowed: rule.allowed, fresh });
  for (const one of new Map(seen.map(one => [`${one.verdict} ${one.what}`, one])).values()) {
    const same = rule.touches.filter(({ verdict }) => verdict === one.verdict);
    if (same.length < mostTouches) rule.touches.push({ turn: turn.number, ...one });
  }
  return seen.some(({ verdict }) => verdict === 'broken');
};

const toRule = ({ stated, turn, touches, liftedAt, remindedAt }: Kept): StandingRule => ({
  turn,
  start: stated.start,
  end: stated.end,
  sentence: stated.sentence,
  kind: stated.kind,
  objects: stated.objects,
  touches: [...touches],
  liftedAt,
  remindedAt: [...new Set(remindedAt)],
});
