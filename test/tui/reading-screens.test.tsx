import { expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import type { Turn } from '../../src/domain/turn.ts';
import {
  fakeSession,
  makeHead,
  makeSummary,
  makeTurn,
  textBlock,
  toolBlock,
} from '../helpers/fake-session.ts';
import { openScreens } from '../helpers/open-screens.tsx';

const sizes = [
  [40, 24],
  [80, 24],
  [200, 50],
] as const;

const child = [
  makeTurn(1, 'developer', textBlock('Find every rate')),
  makeTurn(
    2,
    'agent',
    textBlock('I look around.'),
    ...Array.from({ length: 20 }, (_, index) => toolBlock({ name: 'Grep', target: `rate ${index + 1}` })),
    textBlock('There are **two** rates.'),
  ),
];
const parent = [
  makeTurn(1, 'developer', textBlock('Where are the rates?')),
  makeTurn(
    2,
    'agent',
    toolBlock({ name: 'Task', kind: 'task', target: 'Find rates', subagent: 'kid' }),
    toolBlock({ name: 'Task', kind: 'task', target: 'Ask the moon', subagent: 'moon' }),
    textBlock('In two places.'),
  ),
];
const summaryOf = (id: string, turns: readonly Turn[]) => ({
  ...makeSummary(turns, []),
  head: makeHead({ id: `claude-code:${id}`, path: `${id}.jsonl` }),
});

const openReplay = async (turns: readonly Turn[], columns: number, rows: number, more: Partial<App> = {}) => {
  const screen = openScreens(
    { now: () => new Date(), openSession: () => fakeSession(turns), ...more },
    columns,
    rows,
  );
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('turn 1/');
  return screen;
};

const openParent = async (columns: number, rows: number) => {
  const closed: string[] = [];
  const findSubagent = (_parent: unknown, id: string) => (id === 'kid' ? summaryOf(id, child) : null);
  const subagent = fakeSession(child);
  const openSession: App['openSession'] = ({ head }) =>
    head.id === 'claude-code:kid'
      ? {
          ...subagent,
          outline: () => ({ ...subagent.outline(), toolCalls: 20 }),
          close: () => closed.push('kid'),
        }
      : fakeSession(parent);
  return { screen: await openReplay(parent, columns, rows, { findSubagent, openSession }), closed };
};

test('a subagent tells how much it did, o unfolds its turns in short and folds them again', async () => {
  const { screen, closed } = await openParent(100, 40);
  await screen.shows('✓ Task Find rates (subagent kid: 2 turns, 20 tool calls, o unfolds it, ⏎ opens it)');
  await screen.shows('✓ Task Ask the moon (subagent moon: its log is not here)');
  expect(closed).toEqual(['kid']);
  screen.press('o');
  await screen.shows('⏎ opens it whole');
  const rail = screen
    .frame()
    .split('\n')
    .flatMap(line => /┆ (.*)/.exec(line)?.[1]?.trimEnd() ?? []);
  expect(rail).toEqual([
    '▌ 1 task',
    'Find every rate',
    '│ 2 subagent',
    'I look around.',
    ...[1, 2, 3, 4, 5].map(number => `✓ Grep rate ${number}`),
    '┄ 14 blocks more',
    '✓ Grep rate 20',
    'There are **two** rates.',
    '⏎ opens it whole',
  ]);
  screen.press('o');
  await screen.shows('o unfolds it');
  expect(screen.frame()).not.toContain('┆');
});

test.each(sizes)('an unfolded subagent keeps to %ix%i', async (columns, rows) => {
  const { screen } = await openParent(columns, rows);
  await screen.shows('o unfolds');
  screen.press('o');
  await screen.shows('▌ 1 task');
  screen.fits();
});
