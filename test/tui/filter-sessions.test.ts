import { expect, test } from 'vitest';
import type { SessionSummary } from '../../src/domain/session-summary.ts';
import { filtered, filterProblems, toNarrowing } from '../../src/tui/screens/browse/filter-sessions.ts';
import { makeHead, makeSummary } from '../helpers/fake-session.ts';

const session = (title: string): SessionSummary => ({
  ...makeSummary([], []),
  head: makeHead({ title, path: `${title}.jsonl`, project: 'shop' }),
});
const all = ['Add a currency switch', 'Rename the worker', 'Switch the tax table'].map(session);
const left = (filter: string, paths: readonly string[] | null = null) =>
  filtered(all, {
    filter,
    narrowed: paths && { query: filter, paths: new Set(paths.map(title => `${title}.jsonl`)) },
  }).map(({ head }) => head.title);

test('plain words are fuzzy; phrases, alternatives and unwanted words stand in the name', () => {
  expect(left('curency')).toEqual(['Add a currency switch']);
  expect(left('"the tax"')).toEqual(['Switch the tax table']);
  expect(left('worker or "tax table"')).toEqual(['Rename the worker', 'Switch the tax table']);
  expect(left('switch -tax')).toEqual(['Add a currency switch']);
  expect(left('-switch')).toEqual(['Rename the worker']);
});

test('filters leave what the index says, and words go on standing for titles', () => {
  const answer = ['Rename the worker', 'Switch the tax table'];
  expect(left('has:pushback', answer)).toEqual(answer);
  expect(left('has:pushback worker', answer)).toEqual(['Rename the worker']);
  // Before the first answer nothing is hidden.
  expect(left('has:pushback')).toHaveLength(3);
});

test('with in: the words are the index’s too', () => {
  expect(left('lockfile in:developer', ['Rename the worker'])).toEqual(['Rename the worker']);
});

test('the index is asked only for filters, and what is wrong is told with its place', () => {
  expect(toNarrowing('tax table')).toBeNull();
  expect(toNarrowing(' class:rejection tax')).toBe('class:rejection tax');
  expect(filterProblems('tax agnet:x')).toBe(
    'column 5: there is no filter agnet: (quotes search for it as words)',
  );
  expect(filterProblems('has:pushback')).toBe('');
  expect(filterProblems('tax in:output')).toContain('search screen');
});
