import { expect, test } from 'vitest';
import { asViewed, type SessionSummary } from '../../src/domain/session-summary.ts';
import { makePushback, makeSummary } from '../helpers/fake-session.ts';

const summary = makeSummary([], [makePushback(3, { strength: 0.8 }), makePushback(7, { strength: 0.4 })]);
const session: SessionSummary = {
  ...summary,
  counts: summary.counts && { ...summary.counts, doubtful: [makePushback(5, { strength: 0.3 })] },
};
const turns = (threshold: number, times: number) => {
  const view = { threshold, reviews: new Map() };
  const viewed = Array.from({ length: times }).reduce<SessionSummary>(once => asViewed(once, view), session);
  return viewed.counts?.pushbacks.map(({ turn }) => turn);
};

test('a threshold parts what is kept anew, and to view a session twice doubles nothing', () => {
  for (const times of [1, 2, 3]) {
    expect(turns(0.2, times)).toEqual([3, 5, 7]);
    expect(turns(0.5, times)).toEqual([3]);
  }
});

test('a lower threshold brings back what a higher one had taken away', () => {
  const strict = asViewed(session, { threshold: 0.9, reviews: new Map() });
  const lenient = asViewed(strict, { threshold: 0.35, reviews: new Map() });
  expect(strict.counts?.pushbacks).toEqual([]);
  expect(lenient.counts?.pushbacks.map(({ turn }) => turn)).toEqual([3, 7]);
});
