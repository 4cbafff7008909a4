import { expect, test } from 'vitest';
import { detectPushbacks } from '../src/pushback/detect-pushback.ts';
import { makeTurn, textBlock, toolBlock } from './helpers/fake-session.ts';
import { readSample } from './helpers/samples.ts';

const edited = toolBlock({ name: 'Edit', kind: 'edit' });
const after = (answer: string, words: string) =>
  detectPushbacks([
    makeTurn(1, 'developer', textBlock('Build the page')),
    makeTurn(2, 'agent', textBlock(answer), edited),
    makeTurn(3, 'developer', textBlock(words)),
  ]);

test.each([
  ['I told you not to touch the lockfile.', 'constraint_reminder'],
  ['Why did you rewrite the parser? I only asked what it does.', 'scope_objection'],
  ['Still a blank screen after login, it does not load', 'failure_report'],
  ['Did you actually run the tests?', 'trust_challenge'],
  ['I meant one summary per week, not one per user.', 'clarify_intent'],
  ['Revert that and restore the old form', 'undo_request'],
])('“%s” after an edit is %s', (words, name) => {
  expect(after('Done, it works.', words)[0]?.class).toBe(name);
});

test.each([
  'Great, thanks! Now the invoices page',
  'yes',
  'How does the cache key get built?',
  'ok, commit it',
])('“%s” is no pushback', words => {
  expect(after('Done.', words)).toEqual([]);
});

test('the first turn of a session pushes back on nothing', () => {
  expect(detectPushbacks([makeTurn(1, 'developer', textBlock('It is still broken, revert it!'))])).toEqual(
    [],
  );
});

test('words inside code and quotes decide nothing', () => {
  expect(after('Done.', 'Now rename it like so\n```\nthrow "still broken, revert"\n```')).toEqual([]);
});

test('a signal says where its words stand in the turn', () => {
  const words = 'Hm. I told you not to touch the lockfile.';
  const signals = after('Done.', words)[0]?.signals.filter(({ kind }) => kind === 'words') ?? [];
  expect(signals.map(({ start, end }) => words.slice(start ?? 0, end ?? 0))).toEqual(
    signals.map(({ text }) => text),
  );
  expect(signals.map(({ text }) => text)).toContain('I told you');
});

test('a stop with neutral words is none, with no words an interruption', () => {
  const stopped = { kind: 'interruption', at: null, sidechain: false } as const;
  const session = (words: string) => [
    makeTurn(1, 'developer', textBlock('Build the page')),
    makeTurn(2, 'agent', textBlock('Working'), stopped),
    ...(words ? [makeTurn(3, 'developer', textBlock(words))] : []),
  ];
  expect(detectPushbacks(session('proceed'))).toEqual([]);
  expect(detectPushbacks(session(''))).toMatchObject([{ turn: 2, class: 'interruption' }]);
});

test('the samples show their pushback where it was written', () => {
  const found = detectPushbacks(readSample('checkout-currency').turns);
  expect(found.map(pushback => pushback.class)).toEqual(
    expect.arrayContaining(['constraint_reminder', 'trust_challenge', 'scope_objection', 'failure_report']),
  );
});
