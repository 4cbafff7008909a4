import type { RuleLine, RulePresence, RuleProof } from '../domain/proposed-rule.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { IsoTime } from '../domain/turn.ts';
import { type StatedDemand, saysDemand, type Worded } from './demand.ts';
import { isNegative } from './rule-words.ts';

/** A rule file with what it said before, newest first; `versions` is empty where git never had it. */
export type RuleFile = {
  readonly file: string;
  readonly text: string | null;
  readonly versions: readonly { readonly from: IsoTime; readonly text: string | null }[];
};

/**
 * Finds a rule in the project's files, as they are now and as they were when each sign of it was given. `since`: it was
 * adopted then, whatever git knows.
 */
export type PresenceFinder = (
  demand: Worded,
  signs: readonly RuleProof[],
  since: IsoTime | null,
) => RulePresence;

/** `readRule` reads a sentence of a file as it reads one of a developer. Every version of a file is parsed once. */
export const createPresenceFinder = (
  files: readonly RuleFile[] | null,
  readRule: (sentence: string) => StatedDemand | null,
): PresenceFinder => {
  const parsed = new Map<string, readonly Sentence[]>();
  const sentencesOf = (text: string): readonly Sentence[] => {
    const known = parsed.get(text) ?? toSentences(text, readRule);
    parsed.set(text, known);
    return known;
  };
  const lineIn = (text: string | null, demand: Worded): Sentence | null =>
    text === null ? null : (sentencesOf(text).find(line => saysDemand(line, demand)) ?? null);
  return (demand, signs, since) => {
    if (files === null) return { state: 'unknown', said: null, atSigns: noneKnown(signs.length) };
    const said = files.flatMap(({ file, text }) => toRuleLine(file, lineIn(text, demand)))[0] ?? null;
    const isAdopted = (at: IsoTime | null) => said !== null && since !== null && at !== null && at >= since;
    const inForce = signs.map(
      ({ at }) => isAdopted(at) || wasSaid(files, at, text => lineIn(text, demand) !== null),
    );
    const atSigns = {
      inForce: inForce.filter(was => was === true).length,
      notYet: inForce.filter(was => was === false).length,
      unknown: inForce.filter(was => was === null).length,
    };
    const isIgnored = signs.some(({ does }, index) => does !== 'says' && inForce[index] === true);
    return { state: said === null ? 'absent' : isIgnored ? 'ignored' : 'said', said, atSigns };
  };
};

type Sentence = Worded & { readonly line: number };

const noneKnown = (count: number): RulePresence['atSigns'] => ({ inForce: 0, notYet: 0, unknown: count });

const toRuleLine = (file: string, line: Sentence | null): RuleLine[] =>
  line ? [{ file, line: line.line, text: oneLine(line.words, 200) }] : [];

/** Null: git does not tell. Before its first version a file that git has was not there. */
const wasSaid = (
  files: readonly RuleFile[],
  at: IsoTime | null,
  says: (text: string) => boolean,
): boolean | null => {
  const kept = files.filter(({ versions }) => versions.length > 0);
  const isLoose = files.some(({ text, versions }) => text !== null && versions.length === 0 && says(text));
  if (at === null) return null;
  const texts = kept.flatMap(({ versions }) => versions.find(({ from }) => from <= at)?.text ?? []);
  if (texts.some(says)) return true;
  return isLoose || kept.length === 0 ? null : false;
};

/** The sentences of a file outside of code, with the number of their line from 1. */
const toSentences = (text: string, readRule: (sentence: string) => StatedDemand | null): Sentence[] => {
  let isCode = false;
  return text
    .slice(0, mostChars)
    .split('\n')
    .flatMap((line, index) => {
      if (/^\s*(?:```|~~~)/.test(line)) isCode = !isCode;
      return isCode
        ? []
        : line.split(/(?<=[.!?;])\s+/).flatMap(words => toSentence(words, index + 1, readRule));
    });
};
const mostChars = 200_000;

const toSentence = (
  written: string,
  line: number,
  readRule: (sentence: string) => StatedDemand | null,
): Sentence[] => {
  const words = written.replace(/^[\s>*#-]+/, '').trim();
  if (words.length < 4) return [];
  const read = readRule(words);
  const kind = read?.kind ?? (isNegative(words) ? 'ban' : null);
  return [{ line, words, kind, objects: read?.objects ?? [], acts: read?.acts ?? null }];
};
