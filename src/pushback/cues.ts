import config from '../../config/pushback-cues.json' with { type: 'json' };
import { type PushbackClass, pushbackClasses } from '../domain/pushback.ts';

/** A group of patterns that say one thing: its class, the log-odds that it adds, and what people call it. */
export type Cue = {
  readonly name: string;
  readonly class: PushbackClass | 'approval' | 'claim';
  readonly weight: number;
  /** How clearly the cue names its class, set by hand; also what the weight is held to where labels are few. */
  readonly prior: number;
  readonly patterns: readonly RegExp[];
};
/** The first words that fit a cue; UTF-16 offsets into the text that was searched. */
export type Found = {
  readonly cue: Cue;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

/** Every cue that the text holds, in the order of the file. */
export const findCues = (words: string): Found[] => cues.flatMap(cue => findCue(cue, words) ?? []);

/** Does the agent's text claim that its work is done? */
export const claimsSuccess = (text: string): boolean => claims.some(cue => findCue(cue, text) !== null);

const toCues = (name: Cue['class']): Cue[] =>
  config.cues[name].map(cue => ({
    ...cue,
    class: name,
    patterns: cue.patterns.map(pattern => new RegExp(pattern, 'iu')),
  }));

const findCue = (cue: Cue, words: string): Found | null => {
  for (const pattern of cue.patterns) {
    const match = pattern.exec(words);
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
