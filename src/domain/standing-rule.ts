import type { Cost } from './episode.ts';

/**
 * What a developer may demand for good. Source: the study's symptom S3, a literal ban, allow-list, required step or
 * question to ask first.
 */
export const ruleKinds = ['ban', 'only', 'order', 'ask-first', 'always'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** What an agent turn did about a rule. `callId` is the tool call that shows it, null when it is the lack of one. */
export type RuleTouch = {
  readonly turn: number;
  readonly callId: string | null;
  /** What was done, on one line: the path, the command, or the step that is missing. */
  readonly what: string;
  readonly verdict: 'kept' | 'broken';
};

/** A demand that holds beyond the moment that it was made in, in the developer's own words. */
export type StandingRule = {
  readonly turn: number;
  /** UTF-16 offsets into `turnText` of the turn: `sentence` is what stands there. */
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly kind: RuleKind;
  /** Paths, names, commands or nouns that the rule is about, as the developer wrote them. */
  readonly objects: readonly string[];
  /** Only what the log shows; a rule about style or tone has none. */
  readonly touches: readonly RuleTouch[];
  /** The developer turn that allowed what was forbidden; null while the rule stands. */
  readonly liftedAt: number | null;
  /** Later developer turns that say the rule again. */
  readonly remindedAt: readonly number[];
};

/** Where a pushback began: the agent turn that did what is objected to, and what it cost until the developer spoke. */
export type MomentOrigin = {
  /** The pushback's turn. */
  readonly turn: number;
  readonly onset: number | null;
  /** From the onset to the pushback; null when there is no onset. */
  readonly span: Cost | null;
  /** Which of the session's rules the pushback recalls; an index into `rules`. */
  readonly rule: number | null;
};

export const mostRules = 50;
export const longestRule = 300;
/** As many kept ones and as many broken ones. */
export const mostTouches = 10;
