import type { AgentAct } from './agent-act.ts';
import type { Memory } from './memory.ts';
import type { Reading } from './reading.ts';
import { addReply } from './reply-features.ts';
import { coverage, likeness } from './word-sets.ts';

/** What a developer turn is judged by. `reply` is null while the agent has not answered. */
export type Ground = {
  readonly number: number;
  readonly reading: Reading;
  readonly at: string | null;
  readonly act: AgentAct;
  readonly memory: Memory;
  readonly reply: AgentAct | null;
};
/** Named numbers; a name that is absent counts 0. */
export type Features = Readonly<Record<string, number>>;

/** Groups of features, each by itself in the ablation table. */
export const featureGroups = ['cues', 'signs', 'shape', 'act', 'history', 'marks', 'reply'] as const;
export type FeatureGroup = (typeof featureGroups)[number];

/** All features of a turn. A name begins with its group. */
export const toFeatures = (ground: Ground): Features => {
  const found: Record<string, number> = {};
  addCues(found, ground.reading);
  addSigns(found, ground.reading);
  Object.assign(found, shapeFeatures(ground.reading), historyFeatures(ground), markFeatures(ground));
  addAct(found, ground);
  if (ground.reply) addReply(found, ground.reply, ground.act);
  return found;
};

const addCues = (into: Record<string, number>, { cues, objection, text }: Reading): void => {
  const first = text.search(sentenceEnd);
  into['cues/objection'] = objection;
  into['cues/opening'] = sumPriors(first < 0 ? cues : cues.filter(({ start }) => start <= first));
  into['cues/strongest'] = cues.reduce((most, { cue }) => Math.max(most, cue.prior), 0);
  into['cues/against'] = sumPriors(cues.filter(({ cue }) => cue.prior < 0));
  into['cues/kinds'] = new Set(cues.filter(({ cue }) => cue.prior > 0).map(({ cue }) => cue.class)).size;
  for (const { cue } of cues) {
    into[cue.feature] = 1;
    into[cue.classFeature] = (into[cue.classFeature] ?? 0) + cue.prior;
  }
};

const sumPriors = (cues: Reading['cues']): number => cues.reduce((sum, { cue }) => sum + cue.prior, 0);

const addSigns = (into: Record<string, number>, { signs, line }: Reading): void => {
  const words = Math.sqrt(countWords(line));
  for (const { feature } of signs) into[feature] = 1;
  into['signs/negations'] = countMatches(line, negation) / words;
  into['signs/you'] = countMatches(line, secondPerson) / words;
  into['signs/i'] = countMatches(line, firstPerson) / words;
};

const shapeFeatures = ({ text, line, pastedLines, pastedError, errors }: Reading): Features => ({
  'shape/prose': Math.log1p(line.length),
  'shape/length': Math.log1p(text.length),
  'shape/notProse':
    text === '' ? 0 : 1 - line.length / Math.max(line.length, text.replace(/\s+/g, ' ').length),
  'shape/lines': Math.log1p(text.split('\n').length),
  'shape/fence': Number(text.includes('```')),
  'shape/exclaims': Number(line.includes('!')),
  'shape/asksAtEnd': Number(line.endsWith('?')),
  'shape/capitals': countMatches(line, shouted) / countWords(line),
  'shape/namesFile': Number(fileInText.test(text)),
  'shape/mentions': Number(/(?:^|\s)@\w/.test(text)),
  'shape/link': Number(/https?:/.test(text)),
  'shape/foreign': countMatches(line, foreign) / Math.max(1, line.length),
  'shape/lowerCase': Number(/^\s*[a-z]/.test(text)),
  'shape/pastedLines': Math.log1p(pastedLines),
  'shape/pastedError': Number(pastedError),
  'shape/errorLines': Math.log1p(errors.size),
});

const addAct = (into: Record<string, number>, { reading, act, at }: Ground): void => {
  const text = act.files.size > 0 ? reading.text.slice(0, 20_000).toLowerCase() : '';
  for (const { feature } of act.closing) into[feature] = 1;
  for (const { openedFeature } of act.opening) into[openedFeature] = 1;
  Object.assign(into, {
    'act/edit': Math.log1p(act.calls.edit),
    'act/run': Math.log1p(act.calls.run),
    'act/search': Math.log1p(act.calls.search),
    'act/read': Math.log1p(act.calls.read),
    'act/task': Math.log1p(act.calls.task),
    'act/other': Math.log1p(act.calls.other),
    'act/calls': Math.log1p(act.callCount),
    'act/failed': Math.log1p(act.failedCalls),
    'act/lastFailed': Number(act.lastFailed),
    'act/endsInTool': Number(act.endsInTool),
    'act/length': Math.log1p(act.textLength),
    'act/code': Number(act.hasCode),
    'act/claimed': Number(act.claimed),
    'act/asked': Number(act.asked),
    'act/asks': Number(act.asks),
    'act/errorAfterWork': Number(reading.pastedError && act.calls.edit + act.calls.run > 0),
    'act/namesEdited': Number([...act.files].some(file => file.length > 3 && text.includes(file))),
    'act/pause': secondsBetween(act.endedAt, at),
  });
};

/** Repeats alone: how the last turns had gone, and for how long, tells repositories apart and helps on no other. */
const historyFeatures = ({ reading, memory }: Ground): Features => {
  const { prompts, rules } = memory;
  const previous = prompts.at(-1);
  const alike = prompts.map(prompt => likeness(reading.wordSet, prompt.wordSet));
  return {
    'history/likePrevious': alike.at(-1) ?? 0,
    'history/inPrevious': previous ? coverage(reading.wordSet, previous.wordSet) : 0,
    'history/likeAny': reading.wordSet.size >= 4 ? Math.max(0, ...alike) : 0,
    'history/sameError': Number(
      [...reading.errors].some(line => prompts.some(({ errors }) => errors.has(line))),
    ),
    'history/rule': Math.max(0, ...rules.map(rule => coverage(rule, reading.wordSet))),
  };
};

const markFeatures = ({ reading, act }: Ground): Features => {
  const stopped = act.interrupted || act.refused;
  return {
    'marks/interrupted': Number(act.interrupted),
    'marks/refused': Number(act.refused),
    'marks/stopped': Number(stopped),
    'marks/stoppedWithWords': Number(stopped && reading.line.length > 25),
    'marks/stoppedWithoutObjection': Number(stopped && reading.objection <= 0),
  };
};

const countWords = (line: string): number => Math.max(1, line.split(' ').length);
const countMatches = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const secondsBetween = (from: string | null, to: string | null): number =>
  from && to ? Math.log1p(Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)) : -1;

const sentenceEnd = /(?<=\S)(?:[.!?](?=\s|$)|\n)/;
const negation = /n't\b|\b(?:not|no|never|dont|doesnt|isnt|wont|cant|didnt|nothing|none|without|cannot)\b/gi;
const secondPerson = /\b(?:you|your|you're|u)\b/gi;
const firstPerson = /\b(?:i|i'm|my|me|i've)\b/gi;
const shouted = /\b[A-Z]{3,}\b/g;
const foreign = /[^\p{ASCII}]/gu;
const fileInText =
  /[\w-]+\.(?:ts|js|tsx|go|py|cs|md|json|vue|css|html|ya?ml|sh|txt|toml|rs|java|cpp|kt|rb|php|swift)\b/;
