import config from '../../config/pushback-cues.json' with { type: 'json' };
import { type PushbackClass, pushbackClasses } from '../domain/pushback.ts';
import { type GatedPattern, type Grams, mayFit, toGatedPattern, toGrams } from './gated-pattern.ts';

/** A group of patterns that say one thing: its class, how clearly, and what people call it. */
export type Cue = {
  readonly name: string;
  readonly class: PushbackClass | 'approval' | 'claim';
  /** How clearly the cue speaks for its class, set by hand; negative speaks against pushback. */
  readonly prior: number;
  readonly patterns: readonly GatedPattern[];
  /** Names of its own feature and of the one that sums its class. */
  readonly feature: string;
  readonly classFeature: string;
};
/** The first words that fit a cue; UTF-16 offsets into the text that was searched. */
export type Found = {
  readonly cue: Cue;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

/** Every cue that the text holds, in the order of the file. `grams` are those of the text. */
export const findCues = (words: string, grams: Grams = toGrams(words)): Found[] =>
  cues.flatMap(cue => findCue(cue, words, grams) ?? []);

/** Does the agent's text claim that its work is done? */
export const claimsSuccess = (text: string): boolean => {
  const grams = toGrams(text);
  return claims.some(cue => findCue(cue, text, grams) !== null);
};

const toCues = (name: Cue['class']): Cue[] =>
  config[name].map(cue => ({
    ...cue,
    class: name,
    patterns: cue.patterns.map(toGatedPattern),
    feature: `cues/${name}: ${cue.name}`,
    classFeature: `cues/${name}`,
  }));

const findCue = (cue: Cue, words: string, grams: Grams): Found | null => {
  for (const gated of cue.patterns) {
    const match = mayFit(gated, grams) ? gated.pattern.exec(words) : null;
    if (match) return trimmed(cue, match[0], match.index);
  }
  return null;
};

/** A span begins and ends at words, not at the blanks that a pattern passed over. */
const trimmed = (cue: Cue, match: string, at: number): Found => {
  const text = match.trim();
  const start = at + match.indexOf(text);
  return { cue, text, start, end: start + text.length };
};

const cues: readonly Cue[] = [...pushbackClasses, 'approval' as const].flatMap(toCues);
const claims = toCues('claim');
