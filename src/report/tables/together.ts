import { type Figure, toCount, toNumber } from '../figure.ts';
import { liftOf, liftRange } from '../intervals.ts';
import { partsOf, published } from '../published.ts';
import { type Table, value, whole } from '../table.ts';
import { type Counts, type PairName, pairNames, symptomsOfPair, type Tally } from '../tally.ts';

/** Two symptoms of one episode. */
export const toEpisodePairTable = (tally: Tally): Table => ({
  id: 'symptom-pairs',
  title: 'Symptoms of one episode',
  of: 'episodes with both; lift is how much more often they meet than if neither knew of the other, Jaccard the share of both among those with either',
  columns: [
    value('count', 'both'),
    whole('lift', 'lift'),
    value('jaccard', 'Jaccard'),
    value('studyCount', 'study both'),
    value('studyLift', 'study lift'),
  ],
  chart: 'none',
  rows: byCount(tally.episodePairs, published.episodePairs).map(name => {
    const [a, b] = symptomsOfPair(name);
    const both = tally.episodePairs[name];
    const symptoms = { a: tally.symptoms[a], b: tally.symptoms[b] };
    const study = publishedPair(name);
    return {
      label: name,
      name: '',
      figures: {
        count: toCount(both),
        lift: toLift(both, symptoms.a, symptoms.b, tally.episodes),
        jaccard: toNumber(both / (symptoms.a + symptoms.b - both), symptoms.a + symptoms.b - both, null),
        ...(study ? { studyCount: toCount(study.both), studyLift: study.lift } : {}),
      },
    };
  }),
});

/** Two symptoms anywhere in one session; only sessions with an episode are looked at. */
export const toSessionPairTable = (tally: Tally): Table => ({
  id: 'session-pairs',
  title: 'Symptoms of one session',
  of: 'sessions with both, among those with an episode; lift as above',
  columns: [
    value('count', 'both'),
    whole('lift', 'lift'),
    value('studyCount', 'study both'),
    value('studyLift', 'study lift'),
  ],
  chart: 'none',
  rows: byCount(tally.sessionPairs, published.sessionPairs).map(name => {
    const [a, b] = symptomsOfPair(name);
    const both = tally.sessionPairs[name];
    const { sessionSymptoms: here, affected } = tally;
    const studyBoth = countOfPair(published.sessionPairs, name);
    const support: Readonly<Record<string, number>> = published.sessionSymptoms;
    const studyN = partsOf(published.affected).all;
    return {
      label: name,
      name: '',
      figures: {
        count: toCount(both),
        lift: toLift(both, here[a], here[b], affected),
        studyCount: toCount(studyBoth),
        studyLift: toLift(studyBoth, support[a] ?? 0, support[b] ?? 0, studyN),
      },
    };
  }),
});

/** The lift of an event that both sides share; too few where they hardly meet. */
export const toLift = (both: number, a: number, b: number, n: number): Figure =>
  toNumber(liftOf(both, a, b, n), Math.min(a, b), liftRange(both, a, b, n));

const publishedPair = (name: PairName): { both: number; lift: Figure } | null => {
  const both = countOfPair(published.episodePairs, name);
  const [a, b] = symptomsOfPair(name);
  const n = partsOf(published.episodes).all;
  const support = (code: keyof typeof published.symptoms) => partsOf(published.symptoms[code]).all;
  return both === 0 ? null : { both, lift: toLift(both, support(a), support(b), n) };
};

const countOfPair = (counts: Readonly<Record<string, number>>, name: PairName): number => counts[name] ?? 0;

/** Those that meet most come first, then those of the study. */
const byCount = (counts: Counts<PairName>, study: Readonly<Record<string, number>>): PairName[] =>
  pairNames
    .filter(name => counts[name] > 0 || countOfPair(study, name) > 0)
    .toSorted((a, b) => counts[b] - counts[a] || countOfPair(study, b) - countOfPair(study, a));
