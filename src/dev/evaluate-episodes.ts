import { join } from 'node:path';
import type { ClassifyInput } from '../classify/engine.ts';
import { createOfflineEngine } from '../classify/engines/offline/index.ts';
import { leastStrength } from '../classify/engines/offline/judge-breakdown.ts';
import { runStages } from '../classify/run-stages.ts';
import { symptomCodes } from '../domain/taxonomy.ts';
import { type BinaryScore, formatScore, formatShare, scoreBinary, scoreHeading } from './binary-score.ts';
import { pearson, spearman, totalVariation, wilson } from './correlation.ts';
import {
  annotationLabels,
  type Labels,
  loadPublished,
  type PublishedSession,
  readInput,
} from './published-episodes.ts';

type Judged = {
  readonly published: PublishedSession;
  readonly found: readonly Labels[];
  readonly pushbacks: number;
};
type Agreement = { readonly axis: string; readonly same: number; readonly usual: number; readonly n: number };

/**
 * Compares the offline engine with the study's labels of the same sessions: which sessions have an episode, how many,
 * and the labels of those both found. The study published no turns, so the episodes of one session are paired in the
 * order of the log; `usual` is what always giving the study's most frequent answer would score. Throws without labels.
 */
export const evaluateEpisodes = async (corpus: string): Promise<{ table: string; json: unknown }> => {
  const published = loadPublished(corpus);
  const inputs = published.map(one => ({ published: one, input: readInput(join(corpus, one.file)) }));
  const judged = await judgeAll(inputs, leastStrength);
  const tried = await Promise.all(
    thresholds.map(async least => ({ least, judged: await judgeAll(inputs, least) })),
  );
  const sweep = tried.map(one => ({ least: one.least, score: scoreFound(one.judged) }));
  const held = leaveOneOut(tried);
  const sessions = scoreSessions(judged);
  const counts = scoreCounts(judged);
  const symptoms = scoreSymptoms(judged);
  const agreement = scoreLabels(judged);
  const table = [
    scoreHeading('a session has an episode'),
    ...sessions.map(({ name, score, rows }) => formatScore(name, score, rows)),
    intervals(sessions[0]?.score),
    '',
    scoreHeading(`least strength (in use: ${leastStrength})`),
    ...sweep.map(({ least, score }) => formatScore(`  ${least}`, score, judged.length)),
    formatScore('picked with the repository left out', held.score, judged.length),
    `  picked: ${held.picked.map(({ repository, least }) => `${repository} ${least}`).join(', ')}`,
    '',
    `episodes: ${counts.found} found, ${counts.published} published, in ${counts.n} sessions; Pearson ${counts.pearson.toFixed(3)}, Spearman ${counts.spearman.toFixed(3)}`,
    `symptom shares differ by ${formatShare(symptoms.distance)} (total variation; ${symptoms.n} found labels, ${symptoms.m} published)`,
    ...symptomCodes.map(
      code => `  ${code}: ${symptoms.found[code] ?? 0} found, ${symptoms.published[code] ?? 0} published`,
    ),
    '',
    ...agreement.map(
      ({ axis, same, usual, n }) =>
        `${axis.padEnd(28)}${formatShare(same / Math.max(1, n)).padStart(8)} of ${n}; always the most frequent: ${formatShare(usual / Math.max(1, n))}`,
    ),
    'Pairs are the episodes of sessions where both have some, in the order of the log.',
  ].join('\n');
  return { table, json: { sessions, sweep, held, counts, symptoms, agreement } };
};

type Input = { readonly published: PublishedSession; readonly input: ClassifyInput };
type Tried = { readonly least: number; readonly judged: readonly Judged[] };

const thresholds = [0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

const judgeAll = (inputs: readonly Input[], least: number): Promise<Judged[]> =>
  Promise.all(
    inputs.map(async ({ published, input }) => {
      const { episodes } = await runStages(createOfflineEngine(least), input, {
        now: () => new Date(0),
        signal: new AbortController().signal,
      });
      const found = episodes.map(({ annotation }) => annotationLabels(annotation));
      return { published, found, pushbacks: input.pushbacks.length };
    }),
  );

const hasEpisode = ({ published }: Judged): boolean => published.episodes > 0;
const isFound = ({ found }: Judged): boolean => found.length > 0;
const scoreFound = (judged: readonly Judged[]): BinaryScore => scoreBinary(judged, hasEpisode, isFound);

/** Each repository judged by the threshold that does best on all others: what a pick on these labels is worth elsewhere. */
const leaveOneOut = (tried: readonly Tried[]) => {
  const repositories = [...new Set(tried[0]?.judged.map(({ published }) => published.repository))];
  const folds = repositories.map(repository => {
    const isOut = ({ published }: Judged) => published.repository === repository;
    const f1 = ({ judged }: Tried) => scoreFound(judged.filter(one => !isOut(one))).f1;
    const best = tried.toSorted((a, b) => f1(b) - f1(a))[0];
    return { repository, least: best?.least ?? 0, judged: best?.judged.filter(isOut) ?? [] };
  });
  const picked = folds.map(({ repository, least }) => ({ repository, least }));
  return { score: scoreFound(folds.flatMap(({ judged }) => judged)), picked };
};

const scoreSessions = (judged: readonly Judged[]) => {
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

const scoreCounts = (judged: readonly Judged[]) => {
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

const scoreSymptoms = (judged: readonly Judged[]) => {
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

const scoreLabels = (judged: readonly Judged[]): Agreement[] => {
  const pairs = judged.flatMap(({ found, published }) =>
    found.flatMap((ours, at) => {
      const theirs = published.labels[at];
      return theirs ? [{ ours, theirs }] : [];
    }),
  );
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

const intervals = (score: BinaryScore | undefined): string => {
  if (!score) return '';
  const said = score.right + score.false;
  const [precision, recall] = [wilson(score.right, said), wilson(score.right, score.n)].map(range =>
    range.map(formatShare).join(' to '),
  );
  return `95 %: precision ${precision} (n ${said}), recall ${recall} (n ${score.n})`;
};

const countEach = (labels: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(labels, label => label)].map(([label, all]) => [label, all.length]));
