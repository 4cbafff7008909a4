import { usualThreshold } from '../pushback/detect-pushback.ts';
import { crossValidate } from './cross-validate.ts';
import { toExamples } from './examples.ts';
import { loadLabelledGrounds } from './labelled-grounds.ts';
import type { SessionInput } from './published-episodes.ts';
import { loadLabelledRows } from './pushback-rows.ts';

/**
 * The same sessions with pushback as sure as a detector says that saw nothing of their repository; what that one does
 * not take for pushback is gone. A turn that nobody labelled was no part of any fit and stays as it is.
 */
export const withUnseenStrengths = (corpus: string, inputs: readonly SessionInput[]): SessionInput[] => {
  const judged = crossValidate(toExamples(loadLabelledGrounds(corpus, loadLabelledRows(corpus)))).later;
  const chances = new Map(
    judged.flatMap(({ real, row, ground, chance }) =>
      real ? [[`${row.session} ${ground.number}`, chance] as const] : [],
    ),
  );
  return inputs.map(({ published, input }) => {
    const pushbacks = input.pushbacks
      .map(one => ({ ...one, strength: chances.get(`${published.file} ${one.turn}`) ?? one.strength }))
      .filter(({ strength }) => strength >= usualThreshold);
    return { published, input: { ...input, pushbacks } };
  });
};
