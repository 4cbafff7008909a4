import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affinity, matchEpisodes } from '../../src/domain/match-episodes.ts';
import { makeEpisode } from '../helpers/fake-session.ts';

const quote = (turn: number, start: number, end: number) =>
  ({ turn, quote: '', context: '', located: 'exact', start, end }) as const;
const turnNumber = fc.integer({ min: 1, max: 6 });
const placed = fc.record({
  evidence: fc.array(
    fc
      .record({ turn: turnNumber, start: fc.nat(20), length: fc.integer({ min: 1, max: 10 }) })
      .map(({ turn, start, length }) => quote(turn, start, start + length)),
    { minLength: 1, maxLength: 3 },
  ),
  onset: fc.option(turnNumber),
  pushback: fc.array(turnNumber, { maxLength: 2 }),
});
const run = fc.array(placed, { maxLength: 5 });

test('an episode is the same as itself, whatever it is called and however it is labelled', () => {
  fc.assert(
    fc.property(placed, one => {
      expect(affinity(one, one)).toBe(1);
    }),
  );
  const other = makeEpisode({ id: 'M009', name: 'Another Name', confidence: 'low' });
  expect(affinity(makeEpisode(), other)).toBe(1);
});

test('what two episodes share lies between 0 and 1 and is the same from both sides', () => {
  fc.assert(
    fc.property(placed, placed, (a, b) => {
      expect(affinity(a, b)).toBe(affinity(b, a));
      expect(affinity(a, b)).toBeGreaterThanOrEqual(0);
      expect(affinity(a, b)).toBeLessThanOrEqual(1);
    }),
  );
});

test('an episode has one partner at most, none is lost, and a run matched with itself is whole', () => {
  fc.assert(
    fc.property(run, run, (left, right) => {
      const { pairs, onlyLeft, onlyRight } = matchEpisodes(left, right);
      expect([...pairs.map(([l]) => l), ...onlyLeft].sort()).toEqual([...left.keys()]);
      expect([...pairs.map(([, r]) => r), ...onlyRight].sort()).toEqual([...right.keys()]);
      expect(matchEpisodes(left, left).onlyLeft).toEqual([]);
    }),
  );
});

test('swapping the runs swaps the pairs and nothing else', () => {
  fc.assert(
    fc.property(run, run, (left, right) => {
      const there = matchEpisodes(left, right);
      const back = matchEpisodes(right, left);
      expect(back.pairs.map(([r, l]) => [l, r]).sort()).toEqual(
        [...there.pairs].map(pair => [...pair]).sort(),
      );
      expect(back.onlyLeft).toEqual(there.onlyRight);
    }),
  );
});

test('a shared turn alone is not the same episode: two objections may stand in one turn', () => {
  const one = { evidence: [quote(3, 0, 10), quote(1, 0, 5)], onset: 2, pushback: [3] };
  const other = { evidence: [quote(3, 20, 30)], onset: 4, pushback: [3, 5] };
  expect(affinity(one, other)).toBe(0);
});

test('the pair that shares most comes first, though another could have had one of them', () => {
  const whole = { evidence: [quote(3, 0, 10), quote(2, 0, 5)], onset: 2, pushback: [3] };
  const half = { evidence: [quote(3, 0, 10)], onset: null, pushback: [3] };
  expect(matchEpisodes([half, whole], [whole])).toEqual({ pairs: [[1, 0]], onlyLeft: [0], onlyRight: [] });
});
