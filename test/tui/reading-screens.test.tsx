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

const written = [
  makeTurn(1, 'developer', textBlock('Compare the two stores')),
  makeTurn(
    2,
    'agent',
    textBlock('## Stores\n\n| store | rows |\n|---|---:|\n| alpha | 12 |\n| beta | 7 |\n\n- [x] counted'),
    toolBlock({
      name: 'Edit',
      kind: 'edit',
      target: 'src/rows.ts',
      edits: [{ path: 'src/rows.ts', before: 'let rows = 12;\n', after: 'let rows = 19;\n' }],
      output: 'done',
    }),
    textBlock(Array.from({ length: 60 }, (_, index) => `Step ${index + 1} of the plan.`).join('\n')),
  ),
  makeTurn(3, 'developer', textBlock('And the third?')),
];

test.each(sizes)('Markdown, a table and an edit are drawn within %ix%i', async (columns, rows) => {
  const screen = await openReplay(written, columns, rows);
  await screen.shows('## Stores');
  await screen.shows('☑ counted');
  expect(screen.frame()).toMatch(/alpha +│ +12/);
  expect(screen.frame()).toMatch(/beta +│ +7/);
  screen.fits();
  screen.press('t');
  await screen.shows('- let rows = 12;');
  await screen.shows('+ let rows = 19;');
  expect(screen.frame()).toContain('## Stores');
  screen.fits();
});

test.each(sizes)('o opens a folded call and folds it again at %ix%i', async (columns, rows) => {
  const screen = await openReplay(written, columns, rows);
  await screen.shows('✓ Edit src/rows.ts ▸ 1 line');
  screen.press('o');
  await screen.shows('+ let rows = 19;');
  screen.fits();
  screen.press('o');
  await screen.shows('▸ 1 line');
  expect(screen.frame()).not.toContain('let rows');
});

test.each(sizes)(
  'the prompt stays above a long answer while it is scrolled at %ix%i',
  async (columns, rows) => {
    const screen = await openReplay(written, columns, rows);
    await screen.shows('## Stores');
    expect(screen.frame()).toContain('▌ 1 Compare the two stores');
    for (let pages = 0; !screen.frame().includes('Step 60') && pages < 20; pages += 1) {
      const before = screen.frames();
      screen.press('d');
      await screen.until(() => screen.frames() > before, 'a frame');
      expect(screen.frame()).toContain('▌ 1 Compare the two stores');
    }
    expect(screen.frame()).toContain('Step 60');
    screen.press('G');
    await screen.shows('And the third?');
    screen.fits();
  },
);
