import type { Reading } from './reading.ts';
import { toWordSet } from './word-sets.ts';

/** What the developer said before, as far as a later turn is compared with it. */
export type Memory = {
  readonly prompts: readonly Reading[];
  /** Telling words of sentences that set a rule: bans, allow-lists, order. */
  readonly rules: readonly ReadonlySet<string>[];
  /** All developer turns so far, also those no longer kept. */
  readonly count: number;
};

export const emptyMemory: Memory = { prompts: [], rules: [], count: 0 };

/** Remembers one more developer turn; only the latest are kept, so that a long session costs no more than a short one. */
export const remember = (memory: Memory, reading: Reading): Memory => ({
  prompts: [...memory.prompts, reading].slice(-mostPrompts),
  rules: [...memory.rules, ...toRules(reading.words)].slice(-mostRules),
  count: memory.count + 1,
});

const toRules = (words: string): ReadonlySet<string>[] =>
  words
    .slice(0, 6000)
    .split(/[.\n!?;]+/)
    .filter(sentence => sentence.length < 240 && rule.test(sentence))
    .map(toWordSet)
    .filter(set => set.size >= 2)
    .slice(0, 12);

const rule =
  /\b(?:don'?t|do not|never|always|only|must(?:n'?t| not)?|no need|without|before you|first|make sure|avoid|keep|leave)\b/i;
const mostPrompts = 24;
const mostRules = 24;
