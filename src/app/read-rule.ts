import { findRules } from '../pushback/ledger/find-rules.ts';
import { toSentences } from '../pushback/ledger/sentences.ts';
import type { StatedDemand } from '../rules/demand.ts';

/** The rules that a text states, read as the ledger reads the turns of a developer. */
export const readRules = (text: string): StatedDemand[] =>
  findRules(toSentences(text)).map(({ kind, sentence, objects, guard, scope }) => ({
    ...{ kind, words: sentence, objects, acts: guard, lasting: scope === 'session' },
  }));

/** The first of them; null when the text states none. */
export const readRule = (text: string): StatedDemand | null => readRules(text)[0] ?? null;
