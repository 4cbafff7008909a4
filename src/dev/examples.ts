import { type FeatureGroup, type Features, toFeatures } from '../pushback/features.ts';
import { type Names, toVector } from '../pushback/model.ts';
import { isWordless } from '../pushback/wordless.ts';
import type { LabelledGround } from './labelled-grounds.ts';

/** A labelled turn as fitting sees it: its features, its answer, and the fold that its repository is in. */
export type Example = LabelledGround & {
  readonly features: Features;
  readonly label: 0 | 1;
  readonly fold: number;
  /** Is the agent's answer known? */
  readonly answered: boolean;
  /** Judged by rule alone, so neither fitted on nor scored. */
  readonly wordless: boolean;
};

/** Reads the features of labelled turns; `without` names groups to leave out. */
export const toExamples = (
  grounds: readonly LabelledGround[],
  without: readonly FeatureGroup[] = [],
): Example[] => {
  const folds = toFolds(grounds);
  return grounds.map(each => {
    const features = leaveOut(toFeatures(each.ground), without);
    return {
      ...each,
      features,
      label: each.row.primary === 'none' ? 0 : 1,
      fold: folds.get(each.row.repo) ?? 0,
      answered: features['reply/here'] === 1,
      wordless: isWordless(each.ground),
    };
  });
};

export const foldCount = 10;

/** Names seen in enough rows to be fitted on, in a fixed order; the answer's only when it is asked for. */
export const toNames = (examples: readonly Example[], withReply: boolean): Names => {
  const seen = new Map<string, number>();
  for (const { features } of examples) {
    for (const [name, value] of Object.entries(features))
      if (value !== 0) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return [...seen]
    .flatMap(([name, count]) =>
      count >= leastSeen && (withReply || !name.startsWith('reply/')) ? [name] : [],
    )
    .toSorted();
};

export const toVectors = (examples: readonly Example[], names: Names): Float64Array[] =>
  examples.map(({ features }) => toVector(features, names));

/** Spreads repositories over folds, the largest first, each to the fold with the fewest rows: none is in two. */
const toFolds = (grounds: readonly LabelledGround[]): Map<string, number> => {
  const load = new Array<number>(foldCount).fill(0);
  return new Map(
    [...Map.groupBy(grounds, ({ row }) => row.repo)]
      .toSorted(([nameA, a], [nameB, b]) => b.length - a.length || nameA.localeCompare(nameB))
      .map(([repo, rows]) => {
        const fold = load.indexOf(Math.min(...load));
        load[fold] = (load[fold] ?? 0) + rows.length;
        return [repo, fold];
      }),
  );
};

const leaveOut = (features: Features, groups: readonly FeatureGroup[]): Features =>
  Object.fromEntries(
    Object.entries(features).filter(([name]) => !groups.some(group => name.startsWith(`${group}/`))),
  );

const leastSeen = 5;
