import { expect, test } from 'vitest';
import { type Episode, episodeKey, type Review } from '../../src/domain/episode.ts';
import { heldEpisodes, toReviewedRun } from '../../src/domain/reviewed-run.ts';
import { makeClassification, makeEpisode } from '../helpers/fake-session.ts';

const { earlier: _none, ...base } = makeClassification();
const runOf = (startedAt: string, ...episodes: Episode[]) => ({
  ...base,
  run: { ...base.run, startedAt },
  episodes,
});
const review = (decision: Review['decision'], at: string): Review => ({
  decision,
  annotation: null,
  reason: null,
  note: '',
  at,
});
const found = makeEpisode();
const elsewhere = makeEpisode({
  id: 'M002',
  evidence: [{ turn: 9, quote: 'Stop', context: '', located: 'exact', start: 0, end: 4 }],
  onset: 8,
  pushback: [9],
});
const relabelled = makeEpisode({
  id: 'M003',
  annotation: { ...found.annotation, symptom: { labels: ['S2'], other: null, reasoning: '' } },
});

test('an accepted episode keeps the labels that were accepted when a new run labels it otherwise', () => {
  const [old, now] = [runOf('1', found), runOf('2', relabelled)];
  const decided = new Map([[episodeKey(old.run, found), review('accepted', '1')]]);
  const [episode] = toReviewedRun(now, [old, now], decided).episodes;
  expect(episode?.annotation).toEqual(relabelled.annotation);
  expect(episode?.review).toEqual({ ...review('accepted', '1'), annotation: found.annotation });
});

test('of decisions on one episode in several runs the last one holds, in every run that has none of its own', () => {
  const runs = [runOf('1', found), runOf('2', found), runOf('3', found)];
  const decided = new Map([
    [episodeKey({ startedAt: '1' }, found), review('accepted', '2026-11-05')],
    [episodeKey({ startedAt: '2' }, found), review('rejected', '2026-11-04')],
  ]);
  const decisions = runs.map(run => toReviewedRun(run, runs, decided).episodes[0]?.review?.decision);
  expect(decisions).toEqual(['accepted', 'rejected', 'accepted']);
});

test('a decision that finds no episode stays listed once, and an upheld one counts', () => {
  const [first, second, third] = [runOf('1', found, elsewhere), runOf('2', elsewhere), runOf('3', found)];
  const decided = new Map([
    [episodeKey(first.run, elsewhere), review('accepted', '1')],
    [episodeKey(second.run, elsewhere), review('rejected', '2')],
  ]);
  const newest = toReviewedRun(third, [first, second, third], decided);
  expect(newest.earlier.map(({ id, review }) => [id, review.decision])).toEqual([['M002', 'rejected']]);
  expect(heldEpisodes(newest)).toEqual([found]);
});
