import config from '../../config/pushback-cues.json' with { type: 'json' };
import type { AgentAct } from './agent-act.ts';
import { countPastedLines, hasPastedError } from './words.ts';

/** Circumstances of a developer turn that move the odds; their weights stand in `config/pushback-cues.json`. */
export type Circumstance = keyof typeof config.context;

/** What a turn is judged by: its text, its prose, the agent turn before it and the earlier prompts, latest last. */
export type Ground = {
  readonly text: string;
  readonly words: string;
  readonly act: AgentAct;
  readonly prompts: readonly string[];
};

/** The circumstances that hold for a turn. */
export const readCircumstances = (ground: Ground): Circumstance[] => {
  const { act, words } = ground;
  const length = words.replace(/\s+/g, ' ').trim().length;
  const stopped = act.interrupted || act.refused;
  const error = hasPastedError(ground.text);
  const worked = act.edited || act.ran || act.claimed;
  const holds: Record<Circumstance, boolean> = {
    edited: act.edited,
    ran: act.ran,
    claimed: act.claimed,
    asked: act.asked,
    stopped,
    stoppedWithWords: stopped && length > 25,
    pastedErrorAfterWork: error && worked,
    pastedErrorAfterTalk: error && !worked,
    pastedLog: countPastedLines(ground.text) >= 4,
    repeated: isRepeat(ground.text, ground.prompts),
    short: length > 0 && length < 25,
    long: length > 600,
    veryLong: length > 1500,
    question: /\?\s*$/.test(words.trimEnd().slice(-20)),
    shouting: /!{2,}|\?{2,}|\b[A-Z]{3,} [A-Z]{3,}\b/.test(words),
    noProse: length === 0,
    onlyPasteAfterWork: length < 40 && worked && (error || countPastedLines(ground.text) >= 4),
  };
  return circumstances.filter(name => holds[name]);
};

/** Is this one of the last prompts once more, word for word or nearly? Short ones ("continue") repeat without blame. */
const isRepeat = (text: string, prompts: readonly string[]): boolean => {
  const now = wordSet(text);
  return now.size >= 5 && prompts.slice(-3).some(prompt => overlap(now, wordSet(prompt)) >= 0.8);
};

const wordSet = (text: string): Set<string> =>
  new Set(
    text
      .slice(0, 2000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const shared = [...a].filter(word => b.has(word)).length;
  return shared / Math.max(1, a.size + b.size - shared);
};

const circumstances: readonly Circumstance[] = [
  'edited',
  'ran',
  'claimed',
  'asked',
  'stopped',
  'stoppedWithWords',
  'pastedErrorAfterWork',
  'pastedErrorAfterTalk',
  'pastedLog',
  'repeated',
  'short',
  'long',
  'veryLong',
  'question',
  'shouting',
  'noProse',
  'onlyPasteAfterWork',
];
