import { join } from 'node:path';
import { createOfflineEngine } from '../classify/engines/offline/index.ts';
import { leastStrength } from '../classify/engines/offline/judge-breakdown.ts';
import { runStages } from '../classify/run-stages.ts';
import { symptomCodes } from '../domain/taxonomy.ts';
import { shareRange } from '../report/intervals.ts';
import { type BinaryScore, formatScore, formatShare, scoreHeading } from './binary-score.ts';
import {
  confuseSymptoms,
  drawAgain,
  type Judged,
  leaveOneOut,
  pickBest,
  pickSteady,
  type Shared,
  scoreAgainstReaders,
  scoreCounts,
  scoreFound,
  scoreLabels,
  scoreSessions,
  scoreShared,
  scoreSymptoms,
} from './episode-scores.ts';
import { annotationLabels, loadPublished, readInput, type SessionInput } from './published-episodes.ts';
import { loadLabelledRows } from './pushback-rows.ts';
import { withUnseenStrengths } from './unseen-strengths.ts';

/**
 * Compares the offline engine with the study's labels of the same sessions: which sessions have an episode, how many,
 * and the labels of those both found. The study published no turns, so the episodes of one session are paired in the
 * order of the log; `usual` is what always giving the study's most frequent answer would score. Throws without labels.
 */
export const evaluateEpisodes = async (corpus: string): Promise<{ table: string; json: unknown }> => {
  const published = loadPublished(corpus);
  const inputs = published.map(one => ({ published: one, input: readInput(join(corpus, one.file)) }));
  const judged = await judgeAll(inputs, leastStrength);
  const own = await sweepThresholds(inputs);
  const unseen = await sweepThresholds(withUnseenStrengths(corpus, inputs));
  const drawn = drawAgain(judged);
  const sessions = scoreSessions(judged);
  const read = scoreAgainstReaders(judged, pushedByHand(corpus));
  const counts = scoreCounts(judged);
  const symptoms = scoreSymptoms(judged);
  const shared = scoreShared(judged);
  const byRepository = [...Map.groupBy(judged, one => one.published.repository)].map(([name, part]) => ({
    name,
    distance: scoreSymptoms(part).distance,
    shared: scoreShared(part),
  }));
  const confusion = confuseSymptoms(judged);
  const agreement = scoreLabels(judged);
  const table = [
    scoreHeading('a session has an episode'),
    ...sessions.map(({ name, score, rows }) => formatScore(name, score, rows)),
    intervals(sessions[0]?.score),
    `F1, drawn again 2,000 times: sessions within repositories ${toRange(drawn.sessions)}, repositories first ${toRange(drawn.repositories)}`,
    '',
    scoreHeading('where people labelled the turns'),
    ...read.map(({ name, score, rows }) => formatScore(name, score, rows)),
    '  What the readers call pushback is the best that a detector could hand to the engine.',
    '',
    ...formatSweep('pushback as shipped', own),
    '',
    ...formatSweep('pushback by a detector that saw nothing of the repository', unseen),
    '',
    `episodes: ${counts.found} found, ${counts.published} published, in ${counts.n} sessions; Pearson ${counts.pearson.toFixed(3)}, Spearman ${counts.spearman.toFixed(3)}`,
    `symptom shares differ by ${formatShare(symptoms.distance)} (total variation; ${symptoms.n} found labels, ${symptoms.m} published)`,
    ...shared.map(
      ({ code, ...one }) =>
        `  ${code}: ${one.found} found, ${one.published} published, ${one.shared} of both in the same session`,
    ),
    `  all: ${sharedOf(shared)}`,
    ...byRepository.map(
      ({ name, distance, shared }) =>
        `  ${name}: shares differ by ${formatShare(distance)}; ${sharedOf(shared)}`,
    ),
    '',
    ...agreement.map(
      ({ axis, same, usual, n }) =>
        `${axis.padEnd(28)}${formatShare(same / Math.max(1, n)).padStart(8)} of ${n} ${inWords(shareRange(same, n))}; always the most frequent: ${formatShare(usual / Math.max(1, n))}`,
    ),
    '',
    'the study’s symptoms of what we call',
    ...Object.entries(confusion).map(
      ([code, { n, published }]) => `  ${code} (n ${n}): ${toCounts(published)}`,
    ),
    'Pairs are the episodes of sessions where both have some, in the order of the log.',
  ].join('\n');
  return {
    table,
    json: {
      sessions,
      read,
      own,
      unseen,
      drawn,
      counts,
      symptoms,
      shared,
      byRepository,
      agreement,
      confusion,
    },
  };
};

const thresholds = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

/** Every threshold over all sessions, and two ways to pick one, each with the repository left out. */
const sweepThresholds = async (inputs: readonly SessionInput[]) => {
  const tried = await Promise.all(
    thresholds.map(async least => ({ least, judged: await judgeAll(inputs, least) })),
  );
  return {
    n: inputs.length,
    sweep: tried.map(({ least, judged }) => ({ least, score: scoreFound(judged) })),
    best: leaveOneOut(tried, pickBest),
    steady: leaveOneOut(tried, pickSteady),
  };
};

const formatSweep = (
  title: string,
  { n, sweep, best, steady }: Awaited<ReturnType<typeof sweepThresholds>>,
): string[] => [
  title,
  scoreHeading(`least strength (in use: ${leastStrength})`),
  ...sweep.map(({ least, score }) => formatScore(`  ${least}`, score, n)),
  ...Object.entries({ 'best pick': best, 'steady pick': steady }).flatMap(([name, { score, picked }]) => [
    formatScore(`${name}, repository left out`, score, n),
    `  picked: ${picked.map(({ repository, least }) => `${repository} ${least}`).join(', ')}`,
  ]),
];

const judgeAll = (inputs: readonly SessionInput[], least: number): Promise<Judged[]> =>
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

/** Each session whose turns were labelled by reading: has it any pushback? */
const pushedByHand = (corpus: string): ReadonlyMap<string, boolean> =>
  new Map(
    [...Map.groupBy(loadLabelledRows(corpus), ({ session }) => session)].map(([session, rows]) => [
      session,
      rows.some(({ primary }) => primary !== 'none'),
    ]),
  );

/** Of all symptom labels that one side gave, how many the other gave in the same session. */
const sharedOf = (shared: readonly Shared[]): string => {
  const sum = (count: (one: Shared) => number) => shared.reduce((total, one) => total + count(one), 0);
  const [both, found, published] = [sum(one => one.shared), sum(one => one.found), sum(one => one.published)];
  return `${formatShare(both / found)} of ${found} found labels ${inWords(shareRange(both, found))}, ${formatShare(both / published)} of ${published} published ${inWords(shareRange(both, published))}`;
};
const toCounts = (counts: Readonly<Record<string, number>>): string =>
  symptomCodes.flatMap(code => (counts[code] ? [`${code} ${counts[code]}`] : [])).join(', ');
const inWords = (range: readonly [number, number]): string =>
  `(95 %: ${range.map(formatShare).join(' to ')})`;

const toRange = (range: readonly [number, number]): string => range.map(one => one.toFixed(3)).join(' to ');

const intervals = (score: BinaryScore | undefined): string => {
  if (!score) return '';
  const said = score.right + score.false;
  const [precision, recall] = [shareRange(score.right, said), shareRange(score.right, score.n)].map(range =>
    range.map(formatShare).join(' to '),
  );
  return `95 %: precision ${precision} (n ${said}), recall ${recall} (n ${score.n})`;
};
