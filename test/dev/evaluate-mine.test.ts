import { expect, test } from 'vitest';
import { agreementOf } from '../../src/dev/evaluate-mine.ts';
import type { PushbackReview } from '../../src/domain/pushback.ts';
import { makePushback } from '../helpers/fake-session.ts';

const says = (decision: PushbackReview['decision'], name: PushbackReview['class']): PushbackReview => ({
  decision,
  class: name,
  note: '',
  at: '2026-11-24T00:00:00Z',
});

test('agreement counts what both call pushback or neither, and the class apart', () => {
  expect(
    agreementOf([
      { review: says('accepted', 'correction'), detected: makePushback(3) },
      { review: says('edited', 'rejection'), detected: makePushback(5) },
      { review: says('edited', 'rejection'), detected: null },
      { review: says('rejected', null), detected: makePushback(7) },
      { review: says('rejected', null), detected: null },
    ]),
  ).toEqual({ turns: 5, agreed: 3, wronglyMarked: 1, missed: 1, both: 2, sameClass: 1 });
});
