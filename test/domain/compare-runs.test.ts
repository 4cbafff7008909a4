import { expect, test } from 'vitest';
import { compareRuns, sideBySide } from '../../src/domain/compare-runs.ts';
import type { Episode } from '../../src/domain/episode.ts';
import { agreementOfJudges } from '../../src/domain/judge-agreement.ts';
import { byNeed, undecidedOf } from '../../src/domain/review-queue.ts';
import { makeClassification, makeEpisode } from '../helpers/fake-session.ts';

const at = (turn: number, more: Partial<Episode> = {}): Episode =>
  makeEpisode({
    id: `M${turn}`,
    evidence: [{ turn, quote: 'no', context: '', located: 'exact', start: 0, end: 2 }],
    onset: turn - 1,
    pushback: [turn],
    ...more,
  });
const { run, annotation } = { ...makeClassification(), ...makeEpisode() };
const runOf = (engine: string, startedAt: string, episodes: Episode[]) =>
  makeClassification({ run: { ...run, engine, startedAt }, episodes });
const otherSymptom = { ...annotation, symptom: { labels: ['S2' as const], other: null, reasoning: '' } };
const review = {
  decision: 'accepted' as const,
  annotation: null,
  reason: null,
  note: '',
  at: '2026-11-10',
};

test('two runs side by side: what both found with the axes that differ, and what only one found', () => {
  const left = { episodes: [at(3), at(7)] };
  const right = { episodes: [at(9), at(3, { id: 'M001', annotation: otherSymptom })] };
  const { pairs, onlyLeft, onlyRight } = compareRuns(left, right);
  expect(pairs.map(pair => [pair.left.id, pair.right.id, pair.differs])).toEqual([
    ['M3', 'M001', ['symptom']],
  ]);
  expect([onlyLeft, onlyRight].map(episodes => episodes.map(({ id }) => id))).toEqual([['M7'], ['M9']]);
});

test('the newest run stands beside the newest of every other judge, or beside the run before it', () => {
  const runs = [runOf('offline', '1', []), runOf('offline', '2', []), runOf('openai', '3', [])];
  const times = (some: typeof runs) =>
    sideBySide(some).map(({ left, right }) => [left.startedAt, right.startedAt]);
  expect(times(runs)).toEqual([['3', '2']]);
  expect(times(runs.slice(0, 2))).toEqual([['2', '1']]);
  expect(times(runs.slice(0, 1))).toEqual([]);
});

test('what waits of a session: undecided ones of the newest run and of other engines, with where they disagree', () => {
  const offline = runOf('offline', '1', [at(3), at(7), at(9)]);
  const model = runOf('openai', '2', [at(3, { annotation: otherSymptom }), at(7), at(12, { review })]);
  const waiting = undecidedOf([offline, model]).map(({ queued }) => [queued.key, queued.disagreements]);
  expect(waiting).toEqual([
    ['2 M3', ['offline has another symptom']],
    ['2 M7', []],
    ['1 M9', ['openai did not find it']],
  ]);
});

test('the queue begins with the least sure, then where engines disagree, then the newest', () => {
  const queued = (key: string, confidence: 'high' | 'low', disagreements: string[], startedAt: string) => ({
    ...{ session: 's', key: `x ${key}` as const, confidence, disagreements, startedAt },
  });
  const order = [
    queued('sure', 'high', [], '9'),
    queued('disputed', 'high', ['x'], '1'),
    queued('old', 'low', [], '1'),
    queued('new', 'low', [], '2'),
  ].sort(byNeed);
  expect(order.map(({ key }) => key)).toEqual(['x new', 'x old', 'x disputed', 'x sure']);
});

test('agreement with a person counts what they upheld, what they rejected and whose labels they kept', () => {
  const rejected = { ...review, decision: 'rejected' as const };
  const edited = { ...review, decision: 'edited' as const, annotation: otherSymptom };
  const offline = runOf('offline', '1', [
    at(3, { review: edited }),
    at(7, { review: rejected }),
    at(9, { review }),
  ]);
  const model = runOf('openai', '2', [
    at(3, { annotation: otherSymptom, review: edited }),
    at(9, { review }),
  ]);
  const newest = { ...model, earlier: [{ ...at(7), key: '1 M7' as const, review: rejected }] };
  const [person, personModel, engines] = agreementOfJudges([[offline, newest]]);
  expect(person?.on.episode).toMatchObject({ n: 3, accuracy: 2 / 3 });
  expect(person?.on.symptom).toMatchObject({ n: 2, accuracy: 1 / 2 });
  expect(personModel?.on.episode).toEqual({ n: 3, accuracy: 1, kappa: 1 });
  expect(personModel?.on.symptom).toMatchObject({ n: 2, accuracy: 1 });
  expect(engines?.on.episode).toEqual({ n: 3, accuracy: 2 / 3, kappa: null });
  expect(engines?.on.symptom).toMatchObject({ n: 2, accuracy: 1 / 2 });
});
