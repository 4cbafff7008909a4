import { symptomCodes } from '../domain/taxonomy.ts';
import { type BinaryScore, scoreBinary } from './binary-score.ts';
import { pearson, spearman, totalVariation } from './correlation.ts';
import type { Labels, PublishedSession } from './published-episodes.ts';
import { seededRandom } from './random.ts';

/** A session with the study's labels and what the engine found in it. */
export type Judged = {
  readonly published: PublishedSession;
  readonly found: readonly Labels[];
  readonly pushbacks: number;
};
/** How often an axis agrees over `n` pairs; `usual` is what the most frequent published answer alone would score. */
export type Agreement = {
  readonly axis: string;
  readonly same: number;
  readonly usual: number;
  readonly n: number;
};
/** How many labels of a symptom both found in the same sessions, of how many each. */
export type Shared = {
  readonly code: string;
  readonly shared: number;
  readonly found: number;
  readonly published: number;
};
/** Every session judged with pushback of at least that strength. */
export type Tried = { readonly least: number; readonly judged: readonly Judged[] };

const hasEpisode = ({ published }: Judged): boolean => published.episodes > 0;
const isFound = ({ found }: Judged): boolean => found.length > 0;
/** Has the session an episode, as we say and as the study says? */
export const scoreFound = (judged: readonly Judged[]): BinaryScore =>
  scoreBinary(judged, hasEpisode, isFound);

/** Each repository judged by the threshold that `pick` takes by all others: what a pick on these labels is worth elsewhere. */
export const leaveOneOut = (tried: readonly Tried[], pick: PickThreshold) => {
  const repositories = [...new Set(tried[0]?.judged.map(({ published }) => published.repository))];
  const folds = repositories.map(repository => {
    const isOut = ({ published }: Judged) => published.repository === repository;
    const least = pick(tried.map(one => ({ ...one, judged: one.judged.filter(each => !isOut(each)) })));
    const judged = tried.find(one => one.least === least)?.judged ?? [];
    return { repository, least, judged: judged.filter(isOut) };
  });
  const picked = folds.map(({ repository, least }) => ({ repository, least }));
  return { score: scoreFound(folds.flatMap(({ judged }) => judged)), picked };
};

export type PickThreshold = (tried: readonly Tried[]) => number;

/** The threshold with the best F1 over all sessions. */
export const pickBest: PickThreshold = tried => bestOf(tried, ({ judged }) => scoreFound(judged).f1);

/** The one whose F1 is best as the mean over repositories, large or small, together with the thresholds beside it. */
export const pickSteady: PickThreshold = tried => {
  const scores = tried.map(({ judged }) => {
    const parts = [...Map.groupBy(judged, ({ published }) => published.repository).values()];
    return meanOf(parts.map(part => scoreFound(part).f1));
  });
  return bestOf(tried, (_one, at) => meanOf(scores.slice(Math.max(0, at - 1), at + 2)));
};

const bestOf = (tried: readonly Tried[], score: (one: Tried, at: number) => number): number =>
  tried
    .map((one, at) => ({ least: one.least, score: score(one, at) }))
    .toSorted((a, b) => b.score - a.score)[0]?.least ?? 0;
const meanOf = (scores: readonly number[]): number =>
  scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);

/** The middle 95 of 100 of F1 when sessions are drawn again within their repositories, and when those are drawn first. */
export const drawAgain = (judged: readonly Judged[]) => {
  const random = seededRandom(5);
  const draw = <Item>(items: readonly Item[]): Item[] =>
    items.flatMap(() => {
      const at = Math.floor(random() * items.length);
      return items.slice(at, at + 1);
    });
  const repositories = [...Map.groupBy(judged, ({ published }) => published.repository).values()];
  const middle = (sample: () => readonly Judged[]): readonly [number, number] => {
    const f1s = Array.from({ length: draws }, () => scoreFound(sample()).f1).sort((a, b) => a - b);
    return [f1s[Math.floor(draws * 0.025)] ?? 0, f1s[Math.ceil(draws * 0.975) - 1] ?? 0];
  };
  return {
    sessions: middle(() => repositories.flatMap(draw)),
    repositories: middle(() => draw(repositories).flatMap(draw)),
  };
};
const draws = 2000;

/** The engine's score beside two baselines, and by repository. */
export const scoreSessions = (judged: readonly Judged[]) => {
  const score = (name: string, part: readonly Judged[], isSaid: (one: Judged) => boolean) => ({
    name,
    score: scoreBinary(part, hasEpisode, isSaid),
    rows: part.length,
  });
  return [
    score('offline engine', judged, isFound),
    score('  baseline: any pushback detected', judged, ({ pushbacks }) => pushbacks > 0),
    score('  baseline: always', judged, () => true),
    ...[...Map.groupBy(judged, ({ published }) => published.repository)].map(([name, part]) =>
      score(`  ${name}`, part, isFound),
    ),
  ];
};

/** The engine beside what readers call pushback, on the sessions whose turns they labelled. */
export const scoreAgainstReaders = (judged: readonly Judged[], pushed: ReadonlyMap<string, boolean>) => {
  const part = judged.filter(({ published }) => pushed.has(published.file));
  const isPushed = ({ published }: Judged) => pushed.get(published.file) === true;
  return [
    { name: 'offline engine', score: scoreFound(part), rows: part.length },
    { name: '  any pushback as labelled', score: scoreBinary(part, hasEpisode, isPushed), rows: part.length },
  ];
};

/** How many episodes, session by session. */
export const scoreCounts = (judged: readonly Judged[]) => {
  const found = judged.map(one => one.found.length);
  const published = judged.map(one => one.published.episodes);
  return {
    n: judged.length,
    found: found.reduce((sum, count) => sum + count, 0),
    published: published.reduce((sum, count) => sum + count, 0),
    pearson: pearson(found, published),
    spearman: spearman(found, published),
  };
};

/** How the symptoms of all episodes are spread. */
export const scoreSymptoms = (judged: readonly Judged[]) => {
  const found = judged.flatMap(one => one.found.flatMap(({ symptoms }) => symptoms));
  const published = judged.flatMap(one => one.published.labels.flatMap(({ symptoms }) => symptoms));
  const [ours, theirs] = [countEach(found), countEach(published)];
  return {
    distance: totalVariation(ours, theirs),
    n: found.length,
    m: published.length,
    found: ours,
    published: theirs,
  };
};

/** Symptom by symptom, what a session has of it by both; that needs no pairing of episodes. */
export const scoreShared = (judged: readonly Judged[]): Shared[] =>
  symptomCodes.map(code => {
    const count = (labels: readonly Labels[]) =>
      labels.filter(({ symptoms }) => symptoms.includes(code)).length;
    const pairs = judged.map(({ found, published }) => [count(found), count(published.labels)] as const);
    return {
      code,
      shared: pairs.reduce((sum, [ours, theirs]) => sum + Math.min(ours, theirs), 0),
      found: pairs.reduce((sum, [ours]) => sum + ours, 0),
      published: pairs.reduce((sum, [, theirs]) => sum + theirs, 0),
    };
  });

/** How often the labels of paired episodes agree, axis by axis. */
export const scoreLabels = (judged: readonly Judged[]): Agreement[] => {
  const pairs = judged.flatMap(pairsOf);
  const agree = (axis: string, read: (labels: Labels) => readonly string[]): Agreement => {
    const answers = countEach(pairs.flatMap(({ theirs }) => read(theirs)));
    const [usual = ''] = Object.keys(answers).sort((a, b) => (answers[b] ?? 0) - (answers[a] ?? 0));
    return {
      axis,
      same: pairs.filter(({ ours, theirs }) => read(ours).some(label => read(theirs).includes(label))).length,
      usual: pairs.filter(({ theirs }) => read(theirs).includes(usual)).length,
      n: pairs.length,
    };
  };
  return [
    agree('symptom (one in common)', ({ symptoms }) => symptoms),
    agree('cause (one in common)', ({ causes }) => causes),
    agree('severity', ({ severity }) => [severity]),
    agree('locus (or none)', ({ locus }) => [locus ?? 'none']),
    agree('resolution', ({ status }) => [status]),
    agree('resolver (or none)', ({ resolver }) => [resolver ?? 'none']),
  ];
};

/** The symptoms that the study gave to the episodes paired with ours, by our first symptom. */
export const confuseSymptoms = (judged: readonly Judged[]) =>
  Object.fromEntries(
    [...Map.groupBy(judged.flatMap(pairsOf), ({ ours }) => ours.symptoms[0] ?? '')]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([code, pairs]) => [
        code,
        { n: pairs.length, published: countEach(pairs.flatMap(({ theirs }) => theirs.symptoms)) },
      ]),
  );

const pairsOf = ({ found, published }: Judged): { readonly ours: Labels; readonly theirs: Labels }[] =>
  found.flatMap((ours, at) => {
    const theirs = published.labels[at];
    return theirs ? [{ ours, theirs }] : [];
  });

const countEach = (labels: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(labels, label => label)].map(([label, all]) => [label, all.length]));
