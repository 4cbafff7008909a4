import { expect, test } from 'vitest';
import { browseReducer, emptyBrowse } from '../../src/tui/screens/browse/browse-state.ts';
import { makeHead, makeSummary } from '../helpers/fake-session.ts';

const named = (name: string) => ({
  ...makeSummary([], []),
  head: makeHead({ id: `claude-code:${name}`, path: `/logs/${name}`, title: name }),
});

test('a log that is gone leaves the list, and the cursor stays on its session', () => {
  const sessions = ['a', 'b', 'c'].map(named);
  const listed = browseReducer(emptyBrowse, { type: 'library', events: [{ kind: 'sessions', sessions }] });
  const onC = browseReducer(listed, { type: 'last' });
  const left = browseReducer(onC, {
    type: 'library',
    events: [{ kind: 'gone', paths: ['/logs/a', '/logs/x'] }],
  });
  expect(left.shown.map(({ head }) => head.title)).toEqual(['b', 'c']);
  expect(left.shown[left.cursor]?.head.title).toBe('c');
});
