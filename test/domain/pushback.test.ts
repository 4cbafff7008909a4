import { expect, test } from 'vitest';
import { type PushbackReview, reviewPushbacks } from '../../src/domain/pushback.ts';
import { makePushback } from '../helpers/fake-session.ts';

const at = '2026-11-02T09:00:00.000Z';
const rejected: PushbackReview = { decision: 'rejected', class: null, note: '', at };
const edited: PushbackReview = { decision: 'edited', class: 'scope_objection', note: '', at };
const accepted: PushbackReview = { decision: 'accepted', class: 'correction', note: '', at };
const detected = [makePushback(3), makePushback(7), makePushback(9)];

test('without a person’s word pushback is what was detected', () => {
  expect(reviewPushbacks(detected, new Map())).toEqual(detected);
});

test('a person’s word wins: rejected is gone, edited has the class they gave, accepted stays', () => {
  const reviews = new Map([
    [3, rejected],
    [7, edited],
    [9, accepted],
  ]);
  expect(reviewPushbacks(detected, reviews)).toEqual([
    makePushback(7, { class: 'scope_objection' }),
    makePushback(9),
  ]);
});

test('a turn that detection passed over is pushback when a person says so, in its place', () => {
  expect(reviewPushbacks(detected, new Map([[5, edited]])).map(({ turn }) => turn)).toEqual([3, 5, 7, 9]);
  expect(reviewPushbacks([], new Map([[5, rejected]]))).toEqual([]);
});
