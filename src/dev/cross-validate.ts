import type { PushbackClass } from '../domain/pushback.ts';
import { toChance } from '../pushback/model.ts';
import { bareStopChance, isBareStop } from '../pushback/wordless.ts';
import { type Example, foldCount } from './examples.ts';
import { type CrossScores, crossScores, settleScorer, toScored } from './fit-detector.ts';

/** How a detector that saw nothing of a turn's repository judges it. */
export type Judged = Example & {
  readonly chance: number;
  readonly said: boolean;
  /** The classes that the turn may have if it is pushback, the likeliest first. */
  readonly classes: readonly PushbackClass[];
};

/** The same turns judged with the agent's answer known where the log has it, and as if none were known yet. */
export type CrossValidated = { readonly later: readonly Judged[]; readonly now: readonly Judged[] };

/**
 * Judges every example by a detector fitted on the other folds; also calibration and threshold come from the other
 * folds' unseen scores. `lineOnly` is a quicker, slightly weaker fit that names no classes, for comparing features.
 */
export const crossValidate = (examples: readonly Example[], lineOnly = false): CrossValidated => {
  const scores = crossScores(examples, lineOnly);
  const settled = Array.from({ length: foldCount }, (_, fold) => ({
    now: settleWithout(examples, scores.now, fold),
    later: settleWithout(examples, scores.later, fold),
  }));
  const judgeAll = (lookAhead: boolean) =>
    examples.map((example, at): Judged => {
      const which = lookAhead && example.answered ? 'later' : 'now';
      const unseen = scores[which][at];
      return {
        ...example,
        ...judge(example, unseen?.score ?? 0, settled[example.fold]?.[which]),
        classes: isBareStop(example.ground) ? ['interruption'] : (unseen?.classes ?? []),
      };
    });
  return { later: judgeAll(true), now: judgeAll(false) };
};

const settleWithout = (examples: readonly Example[], scores: CrossScores['now'], fold: number) =>
  settleScorer(
    examples.flatMap((example, at) => (example.fold === fold ? [] : toScored(example, scores[at]))),
  );

const judge = (example: Example, score: number, settled: ReturnType<typeof settleScorer> | undefined) => {
  const { slope = 1, shift = 0, threshold = 0.5 } = settled ?? {};
  if (isBareStop(example.ground)) return { chance: bareStopChance, said: true };
  if (example.wordless) return { chance: 0, said: false };
  const chance = toChance(slope * score + shift);
  return { chance, said: chance >= threshold };
};
