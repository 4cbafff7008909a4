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

test('while the library is read the cursor stays on the newest until it is moved', () => {
  const told = (state: typeof emptyBrowse, ...names: string[]) =>
    browseReducer(state, { type: 'library', events: [{ kind: 'sessions', sessions: names.map(dated) }] });
  const early = told(emptyBrowse, '2026-03');
  expect(chosen(told(early, '2026-05'))).toBe('2026-05');
  const moved = browseReducer(told(early, '2026-02'), { type: 'move', by: 1 });
  expect(chosen(told(moved, '2026-05'))).toBe('2026-02');
  const read = browseReducer(early, { type: 'library', events: [{ kind: 'done' }] });
  expect(chosen(told(read, '2026-05'))).toBe('2026-03');
});

const dated = (name: string) => ({
  ...named(name),
  head: makeHead({
    id: `claude-code:${name}`,
    path: `/logs/${name}`,
    title: name,
    endedAt: `${name}-01T00:00:00Z`,
  }),
});
const chosen = ({ shown, cursor }: typeof emptyBrowse) => shown[cursor]?.head.title;
