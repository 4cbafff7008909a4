import { scoreBinary } from './binary-score.ts';
import type { Judged } from './cross-validate.ts';
import { seededRandom } from './random.ts';

/** How well a set of turns is judged. Shares from 0 to 1. */
export type Measures = {
  readonly rows: number;
  readonly positive: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly averagePrecision: number;
  readonly calibrationError: number;
  /** Among true pushback: the share whose class is right, and the mean F1 of the classes. */
  readonly classAccuracy: number;
  /** The same where the class said is one of those that the annotator named, first or second. */
  readonly classNamed: number;
  readonly classMacroF1: number;
};

export const measure = (judged: readonly Judged[]): Measures => {
  const { precision, recall, f1, n } = scoreBinary(judged, isTrue, ({ said }) => said);
  const positive = judged.filter(isTrue);
  return {
    rows: judged.length,
    positive: n,
    precision,
    recall,
    f1,
    averagePrecision: averagePrecision(judged),
    calibrationError: reliability(judged).reduce(
      (sum, bin) => sum + (Math.abs(bin.chance - bin.share) * bin.rows) / Math.max(1, judged.length),
      0,
    ),
    classAccuracy:
      positive.filter(({ classes, row }) => classes[0] === row.primary).length / Math.max(1, positive.length),
    classNamed:
      positive.filter(({ classes: [said = ''], row }) => said === row.primary || row.secondary.includes(said))
        .length / Math.max(1, positive.length),
    classMacroF1: macroF1(positive),
  };
};

export type Bin = {
  readonly from: number;
  readonly rows: number;
  readonly chance: number;
  readonly share: number;
};

/** Turns by tenths of their chance: the mean chance beside the share that truly push back. */
export const reliability = (judged: readonly Judged[]): Bin[] =>
  Array.from({ length: 10 }, (_, index) => {
    const bin = judged.filter(({ chance }) => Math.min(9, Math.floor(chance * 10)) === index);
    const count = Math.max(1, bin.length);
    return {
      from: index / 10,
      rows: bin.length,
      chance: bin.reduce((sum, { chance }) => sum + chance, 0) / count,
      share: bin.filter(isTrue).length / count,
    };
  });

/** Every figure's middle 95 of 100 when whole repositories are drawn again with replacement. */
export const intervals = (judged: readonly Judged[]): Record<keyof Measures, readonly [number, number]> => {
  const random = seededRandom(11);
  const repositories = [...Map.groupBy(judged, ({ row }) => row.repo).values()];
  const drawn = Array.from({ length: draws }, () =>
    measure(repositories.flatMap(() => repositories[Math.floor(random() * repositories.length)] ?? [])),
  );
  const middle = (name: keyof Measures): readonly [number, number] => {
    const sorted = drawn.map(measures => measures[name]).toSorted((a, b) => a - b);
    return [sorted[Math.floor(draws * 0.025)] ?? 0, sorted[Math.ceil(draws * 0.975) - 1] ?? 0];
  };
  return {
    rows: middle('rows'),
    positive: middle('positive'),
    precision: middle('precision'),
    recall: middle('recall'),
    f1: middle('f1'),
    averagePrecision: middle('averagePrecision'),
    calibrationError: middle('calibrationError'),
    classAccuracy: middle('classAccuracy'),
    classNamed: middle('classNamed'),
    classMacroF1: middle('classMacroF1'),
  };
};

/** The mean precision at every true pushback when the surest come first. */
const averagePrecision = (judged: readonly Judged[]): number => {
  let right = 0;
  const sum = judged
    .toSorted((a, b) => b.chance - a.chance)
    .reduce((total, item, index) => {
      if (!isTrue(item)) return total;
      right += 1;
      return total + right / (index + 1);
    }, 0);
  return sum / Math.max(1, right);
};

const macroF1 = (positive: readonly Judged[]): number => {
  const names = [...new Set(positive.map(({ row }) => row.primary))];
  const f1s = names.map(
    name =>
      scoreBinary(
        positive,
        ({ row }) => row.primary === name,
        ({ classes }) => classes[0] === name,
      ).f1,
  );
  return f1s.reduce((sum, f1) => sum + f1, 0) / Math.max(1, f1s.length);
};

const isTrue = ({ label }: Judged): boolean => label === 1;
const draws = 300;
