import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PushbackReview, Subject } from '../../src/domain/pushback.ts';
import { parseQuery } from '../../src/domain/query.ts';
import type { PushbackReviews } from '../../src/domain/session-summary.ts';
import type { MomentPage } from '../../src/search/list-moments.ts';
import { openIndex } from '../../src/search/search-index.ts';
import type { IndexedSession } from '../../src/search/write-sessions.ts';
import { makeMarks, makeSaid } from '../helpers/fake-search.ts';
import { makeHead, makePushback, makeSummary } from '../helpers/fake-session.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const file = (name: string): { about: Subject } => ({ about: { kind: 'file', name } });

/** Turns 3 and 5 push back, 5 more so; turn 2 edited what 5 objects to. */
const session = (name: string, day: string, abouts: readonly [string, string]): IndexedSession => {
  const at = `${day}T09:00:00.000Z`;
  const pushbacks = [
    makePushback(3, { class: 'rejection', strength: 0.5, ...file(abouts[0]) }),
    makePushback(5, { class: 'correction', strength: 0.9, ...file(abouts[1]) }),
  ];
  const summary = makeSummary([], pushbacks);
  const rule = {
    ...{ turn: 1, start: 0, end: 9, sentence: 'Never touch the cart', kind: 'ban' as const },
    ...{ objects: ['cart'], touches: [], liftedAt: null, remindedAt: [5] },
  };
  const span = { turns: 3, toolCalls: 1, minutes: null, tokens: null };
  const counts = summary.counts && {
    ...summary.counts,
    rules: [rule],
    origins: [{ turn: 5, onset: 2, span, rule: 0 }],
    doubtful: [makePushback(1, { class: 'trust_challenge', strength: 0.25 })],
  };
  const head = makeHead({
    ...{ id: `claude-code:${name}`, path: `/logs/${name}.jsonl`, project: `/home/dev/${name}` },
    ...{ startedAt: at, endedAt: at },
  });
  return {
    inode: 1,
    summary: { ...summary, head, counts },
    trace: '',
    said: [
      makeSaid(1, 'Add a discount'),
      makeSaid(2, 'Done, see below.', { paths: 'src/cart.ts\nsrc/tax.ts', commands: 'npm test' }),
      makeSaid(3, 'Not like that'),
      makeSaid(4, 'Changed it.'),
      makeSaid(5, 'You touched the cart again'),
    ],
  };
};

const indexOf = () => {
  const index = openIndex(join(emptyFolder(), 'index.sqlite'), 'one');
  index.write(
    [
      session('old', '2026-11-01', ['cart.ts', 'tax.ts']),
      session('new', '2026-11-09', ['cart.ts', 'cart.ts']),
    ],
    [],
  );
  const list = (page: Partial<MomentPage> = {}, text = '', marks = makeMarks()) =>
    index.moments(parseQuery(text), { roots: ['/logs'], filters: [] }, marks, {
      ...{ order: 'strongest', by: 'none', from: 0, limit: 10, chars: 1000 },
      ...page,
    });
  const places = (...asked: Parameters<typeof list>) =>
    list(...asked).moments.map(({ session, turn }) => `${session.split(':')[1]} ${turn}`);
  return { index, list, places };
};

test('moments come strongest first, the newer of equals before the older, or newest first', () => {
  const { places } = indexOf();
  expect(places()).toEqual(['new 5', 'old 5', 'new 3', 'old 3']);
  expect(places({ order: 'newest' })).toEqual(['new 5', 'new 3', 'old 5', 'old 3']);
});

test('groups follow each other, the largest first, and what is alone about its thing comes after them', () => {
  const { list, places } = indexOf();
  expect(list({ by: 'about' }).groups).toEqual([
    { name: 'file cart.ts', count: 3, strongest: 0.9 },
    { name: 'once', count: 1, strongest: 0.9 },
  ]);
  expect(places({ by: 'about' })).toEqual(['new 5', 'new 3', 'old 3', 'old 5']);
  expect(list({ by: 'class' }).groups.map(({ name, count }) => [name, count])).toEqual([
    ['correction', 2],
    ['rejection', 2],
  ]);
});

test('what names nothing is last', () => {
  const { list } = indexOf();
  const { groups, moments } = list({ by: 'about' }, '', makeMarks({ threshold: 0.2 }));
  expect(groups.at(-1)).toEqual({ name: 'unnamed', count: 2, strongest: 0.25 });
  expect(moments.at(-1)?.pushback.class).toBe('trust_challenge');
});

test('a page begins where it is asked for, and the whole is counted', () => {
  const { list, places } = indexOf();
  expect(places({ from: 1, limit: 2 })).toEqual(['old 5', 'new 3']);
  expect(list({ from: 3, limit: 50 })).toMatchObject({ total: 4, from: 3, moments: [{ turn: 3 }] });
  expect(places({ from: 9 })).toEqual([]);
});

test('a moment tells what the agent had done where it began, and the rule that it recalls', () => {
  const { list } = indexOf();
  expect(list().moments[0]).toMatchObject({
    words: 'You touched the cart again',
    previous: 'Changed it.',
    act: {
      turn: 2,
      words: 'Done, see below.',
      paths: ['src/cart.ts', 'src/tax.ts'],
      commands: ['npm test'],
    },
    origin: { onset: 2, span: { toolCalls: 1 } },
    rule: { turn: 1, text: 'Never touch the cart' },
  });
  // Without a known beginning it is the turn before.
  expect(list().moments[2]?.act).toMatchObject({ turn: 2 });
});

test('the query language narrows them, and a mistyped word is taken for the likest', () => {
  const { places, list } = indexOf();
  expect(places({}, 'touched')).toEqual(['new 5', 'old 5']);
  expect(places({}, 'class:rejection project:old')).toEqual(['old 3']);
  expect(places({}, 'after:2026-11-05 strength>0.8')).toEqual(['new 5']);
  expect(list({}, 'tuoched').instead).toEqual([{ typed: 'tuoched', meant: 'touched' }]);
});

test('a person’s word wins, and the kept order does not outlive it', () => {
  const { list, places } = indexOf();
  expect(list().total).toBe(4);
  const review = (decision: PushbackReview['decision'], name: PushbackReview['class']): PushbackReview => ({
    ...{ decision, class: name, note: '', at: '2026-11-10T00:00:00.000Z' },
  });
  const said: PushbackReviews = new Map([
    [
      'claude-code:new',
      new Map([
        [5, review('rejected', null)],
        [1, review('edited', 'undo_request')],
      ]),
    ],
  ]);
  expect(places({}, '', makeMarks({ reviews: said }))).toEqual(['old 5', 'new 3', 'old 3', 'new 1']);
});

test('a session that comes in joins the list', () => {
  const { index, places } = indexOf();
  expect(places({ limit: 1 })).toEqual(['new 5']);
  index.write([session('newest', '2026-11-10', ['a.ts', 'b.ts'])], []);
  expect(places({ limit: 1 })).toEqual(['newest 5']);
});

test('files and commands are looked for in what the agent did before, everything else in the moment itself', () => {
  const { index, places } = indexOf();
  expect(places({}, 'in:path cart')).toEqual(['new 3', 'old 3']);
  expect(places({}, 'in:command "npm test" class:rejection project:new')).toEqual(['new 3']);
  expect(places({}, 'in:path cart class:correction')).toEqual([]);
  expect(places({}, 'in:path -cart')).toEqual([]);
  expect(places({}, 'in:path in:command tax or nowhere')).toEqual(['new 3', 'old 3']);
  index.close();
});

test('what the agent did in the turn that the developer stopped counts as well', () => {
  const index = openIndex(join(emptyFolder(), 'index.sqlite'), 'one');
  const one = session('stopped', '2026-11-05', ['cart.ts', 'tax.ts']);
  const counts = one.summary.counts && {
    ...one.summary.counts,
    pushbacks: [makePushback(2, { class: 'interruption' })],
  };
  index.write([{ ...one, summary: { ...one.summary, counts } }], []);
  const { moments } = index.moments(
    parseQuery('in:path tax'),
    { roots: ['/logs'], filters: [] },
    makeMarks(),
    {
      ...{ order: 'strongest', by: 'none', from: 0, limit: 10, chars: 1000 },
    },
  );
  expect(moments.map(({ turn }) => turn)).toEqual([2]);
  index.close();
});
