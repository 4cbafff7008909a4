import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Hit } from '../../src/domain/hit.ts';
import { toSpoken } from '../../src/tui/parts/spoken.ts';
import { makeAnswer } from '../helpers/fake-search.ts';
import { makeClassification } from '../helpers/fake-session.ts';
import { openScreens } from '../helpers/open-screens.tsx';

// Ink reads it when it begins to draw.
beforeAll(() => void vi.stubEnv('INK_SCREEN_READER', 'true'));
afterAll(() => void vi.unstubAllEnvs());

/** Bars, boxes, blocks and triangles, padding, blank lines, and any sequence of a terminal. */
const drawn = /[─-▟▰▱❯↯]| {2}|\n\n|\u001b/;
const lines = (frame: string) => frame.split('\n');

test('signs are said in words, and what is only drawn is not said', () => {
  expect(toSpoken('▌ 3 developer 10:02 \u001b[31m↯ correction ▰▰▰▱▱ 60%\u001b[39m ─────')).toBe(
    'turn 3, developer 10:02 pushback correction 60%',
  );
  expect(toSpoken('▌ 3 Keep the header')).toBe('prompt 3: Keep the header');
  expect(toSpoken('❯ Add a switch      12 turns   ···▃·█·· ↯2   ◆1  3d')).toBe(
    '(selected) Add a switch 12 turns pushback 2 episodes 1 3d',
  );
  expect(toSpoken('◆ episode 1/3 Cursor')).toBe('episode 1/3 Cursor');
  expect(toSpoken('│ name │ age │')).toBe('name, age');
  expect(toSpoken('▁▂▃┃▅')).toBe('');
});

test('the list says what is chosen first, as plain text without padding', async () => {
  const screen = openScreens({}, 200, 50);
  await screen.shows('sessions 1 of 3');
  screen.press('j');
  await screen.shows('sessions 2 of 3');
  expect(lines(screen.frame())[1]).toBe('(selected) Rename the worker Cursor 4 turns pushback 1 7d');
  expect(screen.frame()).not.toMatch(drawn);
  screen.press('a');
  await screen.shows('(selected) every agent');
  expect(screen.frame()).not.toMatch(drawn);
});

test('the replay says its turns, without a strip, and the ledger in their place', async () => {
  const screen = openScreens({}, 200, 50);
  await screen.shows('sessions 1 of 3');
  screen.press('j\r]');
  await screen.shows('turn 3/4 pushback 1/1 Cursor Rename the worker');
  await screen.shows('turn 3, developer pushback correction 80%');
  expect(screen.frame()).not.toMatch(drawn);
  screen.press('L');
  await screen.shows('0 rules stated');
  expect(screen.frame()).not.toContain('turn 3, developer');
  screen.press('La');
  await screen.shows('(selected) correction (as detected)');
  expect(screen.frame()).not.toMatch(drawn);
});

test('a search says the chosen hit first', async () => {
  const hit = (session: number, turn: number, snippet: string): Hit => ({
    ...{ session: `claude-code:${session}`, turn, speaker: 'developer', at: null },
    ...{ snippet, matches: [], before: 'Done.', score: 1, pushback: null, signs: [], labels: [] },
  });
  const hits = [hit(1, 3, 'No, that is wrong'), hit(2, 1, 'wrong folder')];
  const screen = openScreens({ search: async () => makeAnswer({ hits, total: 2 }) }, 200, 50);
  await screen.shows('sessions 1 of 3');
  screen.press('Swrong');
  await screen.shows('search 1 of 2');
  screen.press('\x1b[B');
  await screen.shows('search 2 of 2');
  const said = screen.frame();
  expect(said.indexOf('(selected) wrong folder')).toBeLessThan(said.indexOf('No, that is wrong'));
  expect(said).not.toMatch(drawn);
});

test('episodes, their menus, the palette and the help are said line by line', async () => {
  const classification = async () => makeClassification({ session: 'claude-code:3' });
  const screen = openScreens({ classification }, 200, 50);
  await screen.shows('sessions 1 of 3');
  screen.press('C');
  await screen.shows('(selected) episode M001');
  expect(screen.frame()).not.toMatch(drawn);
  screen.press('s');
  await screen.shows('(selected) [ ] Wrong Project Diagnosis');
  expect(screen.frame()).not.toMatch(drawn);
  screen.press('q?');
  await screen.shows('Keys: episodes');
  expect(lines(screen.frame())).toContain('a accept');
  screen.press('x:note');
  await screen.shows('(selected) write a note n');
  expect(screen.frame()).not.toMatch(drawn);
});
