import config from '../../config/pushback-cues.json' with { type: 'json' };
import type { PushbackClass } from '../domain/pushback.ts';

export type CueName = keyof typeof config;
export type Found = { readonly text: string; readonly start: number; readonly end: number };

const compiled = new Map(
  Object.entries(config).map(([name, patterns]) => [
    name,
    patterns.map(pattern => new RegExp(pattern, 'iu')),
  ]),
);

/** The first words of a text that fit a cue, with their UTF-16 offsets. */
export const findCue = (name: CueName, words: string): Found | null => {
  const start = words.length - words.trimStart().length;
  for (const pattern of compiled.get(name) ?? []) {
    const match = pattern.exec(pattern.source.startsWith('^') ? words.slice(start) : words);
    if (!match) continue;
    const at = match.index + (pattern.source.startsWith('^') ? start : 0);
    return { text: match[0], start: at, end: at + match[0].length };
  }
  return null;
};

/**
 * The classes that words can tell, in the order in which the first one found wins, with the log-odds that its cue adds.
 * The order is the guide's (what is contested, not how it is phrased); weights come from the labelled turns.
 */
export const worded: readonly {
  readonly name: Exclude<PushbackClass, 'interruption'>;
  readonly weight: number;
}[] = [
  { name: 'trust_challenge', weight: 1.6 },
  { name: 'constraint_reminder', weight: 1.7 },
  { name: 'scope_objection', weight: 1.4 },
  { name: 'failure_report', weight: 2 },
  { name: 'clarify_intent', weight: 1.5 },
  { name: 'correction', weight: 1.3 },
  { name: 'undo_request', weight: 1.3 },
  { name: 'rejection', weight: 2 },
];
