/** How far two judges agree on one question: `n` items that both judged. */
export type Agreement = {
  readonly n: number;
  /** The share of items on which both say the same; null of none. */
  readonly accuracy: number | null;
  /**
   * Cohen's kappa: 1 is full agreement, 0 what chance alone would give, below it is worse. Null where chance alone would
   * give full agreement, for then it says nothing: no items, or both always gave one and the same answer.
   */
  readonly kappa: number | null;
};

/** Counts what two judges said of the same items. Source of kappa: Cohen 1960, unweighted. */
export const toAgreement = (answers: readonly (readonly [one: string, other: string])[]): Agreement => {
  const n = answers.length;
  if (n === 0) return { n, accuracy: null, kappa: null };
  const accuracy = answers.filter(([one, other]) => one === other).length / n;
  const [ones, others] = [countBy(answers.map(([one]) => one)), countBy(answers.map(([, other]) => other))];
  const chance = [...ones].reduce(
    (sum, [answer, count]) => sum + (count * (others.get(answer) ?? 0)) / n ** 2,
    0,
  );
  const isCertain = ones.size === 1 && accuracy === 1;
  return { n, accuracy, kappa: isCertain ? null : (accuracy - chance) / (1 - chance) };
};

const countBy = (answers: readonly string[]): Map<string, number> =>
  answers.reduce(
    (counts, answer) => counts.set(answer, (counts.get(answer) ?? 0) + 1),
    new Map<string, number>(),
  );
