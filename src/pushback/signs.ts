import config from '../../config/pushback-signs.json' with { type: 'json' };

/** Whose words are read: the turn's own, the agent's before it, the agent's answer after it, or that answer's thinking. */
export type Voice = keyof typeof config;
/** A general pattern that moves the odds without naming a class by itself. */
export type Sign = {
  readonly name: string;
  readonly pattern: RegExp;
  /** Its feature where it speaks of the turn itself, and as the way in which the agent had opened before. */
  readonly feature: string;
  readonly openedFeature: string;
};

/** The signs that a text shows, by name. */
export const findSigns = (voice: Voice, text: string): Sign[] =>
  signs[voice].filter(({ pattern }) => pattern.test(text));

const toSigns = (voice: Voice): Sign[] =>
  Object.entries(config[voice]).map(([name, pattern]) => ({
    name: `${voice}: ${name}`,
    pattern: new RegExp(pattern, 'iu'),
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
