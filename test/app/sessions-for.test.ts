import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sessionsFor } from '../../src/app/sessions-for.ts';
import type { Pushback } from '../../src/domain/pushback.ts';
import { openIndex } from '../../src/search/search-index.ts';
import type { IndexedSession } from '../../src/search/write-sessions.ts';
import { makeMarks, makeSaid } from '../helpers/fake-search.ts';
import { makeHead, makePushback, makeSummary } from '../helpers/fake-session.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const session = (name: string, pushbacks: readonly Pushback[], agent = 'Codex'): IndexedSession => {
  const summary = makeSummary([], pushbacks);
  const head = makeHead({ id: `codex:${name}`, path: `/logs/${name}.jsonl`, agent });
  return {
    inode: 1,
    trace: '',
    summary: { ...summary, head },
    said: [makeSaid(1, `Write the ${name}`), makeSaid(2, 'Done with the table'), makeSaid(3, 'Stop')],
  };
};
const index = openIndex(join(emptyFolder(), 'index.sqlite'), 'one');
index.write(
  [
    session('plan', []),
    session('tests', [makePushback(3, { class: 'rejection', strength: 0.9 })]),
    session('docs', [makePushback(3, { strength: 0.5 })], 'Cursor'),
  ],
  [],
);
const names = (query: string) =>
  sessionsFor(index, { roots: ['/logs'], filters: [] }, query, makeMarks())
    .map(path => /(\w+)\.jsonl/.exec(path)?.[1])
    .sort();

test('a session is left when one of its turns passes every filter', () => {
  expect(names('has:pushback')).toEqual(['docs', 'tests']);
  expect(names('class:rejection strength>0.7')).toEqual(['tests']);
  expect(names('agent:cursor class:rejection')).toEqual([]);
});

test('a filter with a minus takes out sessions, not turns', () => {
  expect(names('-has:pushback')).toEqual(['plan']);
  expect(names('has:pushback -class:rejection')).toEqual(['docs']);
});

test('words count where in: says so, and stand for titles elsewhere', () => {
  expect(names('plan in:developer')).toEqual(['plan']);
  expect(names('plan in:agent')).toEqual([]);
  expect(names('nowhere agent:codex')).toEqual(['plan', 'tests']);
});
