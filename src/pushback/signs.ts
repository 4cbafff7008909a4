import config from '../../config/pushback-signs.json' with { type: 'json' };
import { type GatedPattern, type Grams, mayFit, toGatedPattern, toGrams } from './gated-pattern.ts';

/** Whose words are read: the turn's own, the agent's before it, the agent's answer after it, or that answer's thinking. */
export type Voice = keyof typeof config;
/** A general pattern that moves the odds without naming a class by itself. */
export type Sign = GatedPattern & {
  readonly name: string;
  /** Its feature where it speaks of the turn itself, and as the way in which the agent had opened before. */
  readonly feature: string;
  readonly openedFeature: string;
};

/** The signs that a text shows, by name. `grams` are those of the text, or of one that holds it. */
export const findSigns = (voice: Voice, text: string, grams: Grams = toGrams(text)): Sign[] =>
  signs[voice].filter(sign => mayFit(sign, grams) && sign.pattern.test(text));

const toSigns = (voice: Voice): Sign[] =>
  Object.entries(config[voice]).map(([name, pattern]) => ({
    name: `${voice}: ${name}`,
    ...toGatedPattern(pattern),
    feature: `${groups[voice]}/${voice}: ${name}`,
    openedFeature: `act/opened ${voice}: ${name}`,
  }));

const groups = { turn: 'signs', agent: 'act', reply: 'reply', thinking: 'reply' } as const;

const signs: Readonly<Record<Voice, readonly Sign[]>> = {
  turn: toSigns('turn'),
  agent: toSigns('agent'),
  reply: toSigns('reply'),
  thinking: toSigns('thinking'),
};
