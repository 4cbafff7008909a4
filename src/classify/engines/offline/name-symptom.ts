import type { Symptom } from '../../../domain/taxonomy.ts';
import { turnText } from '../../../domain/turn.ts';
import { cues } from './cues.ts';
import type { Breakdown } from './find-breakdowns.ts';

/** `why` names the evidence by its turns. */
export type Named = { readonly symptom: Symptom; readonly why: string };

/** The symptom that fits best and the fact behind it. What only the pushback itself shows is S2. */
export const nameSymptom = (found: Breakdown): Named =>
  brokenRule(found) ?? falseReport(found) ?? failure(found) ?? overreach(found) ?? belief(found);

const brokenRule = ({ rule, words, onset }: Breakdown): Named | null => {
  if (!rule) return null;
  const recalled = rule.saidAgain?.turn ?? words.turn;
  const broken = rule.saidAgain && !rule.brokenBy ? recalled - 1 : onset.number;
  const how = rule.brokenBy ? 'broke it by an act' : 'did not keep it';
  return {
    symptom: 'S3',
    why: `Turn ${rule.stated.turn} states the rule; turn ${recalled} holds against turn ${broken} that it ${how}.`,
  };
};

const falseReport = ({ contradiction, pushbacks, words }: Breakdown): Named | null => {
  if (!contradiction || pushbacks[0].class !== 'trust_challenge') return null;
  return { symptom: 'S7', why: `Turn ${words.turn} disputes what turn ${contradiction.claim.turn} claims.` };
};

const failure = ({ pushbacks, words, edits, runs, failedRun, delivered, onset }: Breakdown): Named | null => {
  if (pushbacks[0].class !== 'failure_report') return null;
  const reported = `turn ${words.turn} reports that it does not work`;
  if (edits.length === 0 && failedRun)
    return { symptom: 'S6', why: `A command of turn ${onset.number} failed, and ${reported}.` };
  if (!delivered && runs.length > 0)
    return { symptom: 'S6', why: `Turn ${onset.number} only ran commands, and ${reported}.` };
  return { symptom: 'S5', why: `The agent delivered work, and ${reported}.` };
};

const overreach = ({ pushbacks, words, edits, runs, developer, onset }: Breakdown): Named | null => {
  const isObjection =
    pushbacks[0].class === 'scope_objection' || cues.overreach.test(saidIn({ words, developer }));
  if (!isObjection || edits.length + runs.length === 0) return null;
  return {
    symptom: 'S4',
    why: `Turn ${words.turn} objects to an act of turn ${onset.number} that was not asked for.`,
  };
};

const belief = ({ pushbacks, words, developer }: Breakdown): Named => {
  if (pushbacks[0].class === 'correction' && cues.fact.test(saidIn({ words, developer })))
    return { symptom: 'S1', why: `Turn ${words.turn} corrects a belief about the project.` };
  return {
    symptom: 'S2',
    why: `Turn ${words.turn} says that something else was meant; no other evidence was found.`,
  };
};

const saidIn = ({ words, developer }: Pick<Breakdown, 'words' | 'developer'>): string =>
  `${words.quote}\n${turnText(developer).slice(0, 600)}`;
