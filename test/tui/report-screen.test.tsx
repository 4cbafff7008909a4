import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { makeReport } from '../helpers/fake-session.ts';
import { listedSessions, openScreens } from '../helpers/open-screens.tsx';

const withReport = { report: async () => makeReport(listedSessions) };

test.each([
  [40, 12],
  [80, 24],
  [200, 50],
])('R shows the tables of the command, section by section, at %ix%i', async (columns, rows) => {
  const screen = openScreens(withReport, columns, rows);
  await screen.shows('3 of 3');
  screen.press('R');
  await screen.shows('3 sessions, 2026-11-01');
  screen.fits();
  screen.press(']');
  await screen.shows('What this rests on');
  screen.press(']');
  await screen.until(() => screen.frame().split('\n')[0] === 'report Pushback');
  await screen.shows('Pushback by class');
  screen.fits();
  screen.press('G');
  await screen.until(() => screen.frame().split('\n')[0] === 'report Over time');
  screen.fits();
  screen.press('[');
  screen.press('[');
  await screen.until(() => screen.frame().split('\n')[0]?.startsWith('report What comes') === true);
  screen.press('q');
  await screen.shows('3 of 3');
});

test('two keys in one chunk both land, and the end is not passed', async () => {
  const screen = openScreens(withReport, 80, 24);
  await screen.shows('3 of 3');
  screen.press('R');
  await screen.shows('3 sessions, 2026-11-01');
  screen.press('jjjjkG');
  await screen.until(() => screen.frame().split('\n')[0] === 'report Over time');
  const end = screen.frame();
  screen.press('jjj');
  screen.press('g');
  await screen.shows('3 sessions, 2026-11-01');
  screen.press('G');
  await screen.until(() => screen.frame() === end);
});

test('while logs are read it says how far, and it can be left', async () => {
  const screen = openScreens({
    report: (onProgress, signal) => {
      onProgress(120, 4000);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('left'))));
    },
  });
  await screen.shows('3 of 3');
  screen.press('R');
  await screen.shows('reading 120 of 4,000 logs');
  screen.press('q');
  await screen.shows('3 of 3');
});

test('what went wrong is said, and r counts anew', async () => {
  let asked = 0;
  const screen = openScreens({
    report: async () => {
      asked += 1;
      if (asked === 1) throw new UserError('The report cannot be made: the disk is full', 'Make room.');
      return makeReport(listedSessions);
    },
  });
  await screen.shows('3 of 3');
  screen.press('R');
  await screen.shows('the disk is full');
  screen.press('r');
  await screen.shows('3 sessions, 2026-11-01');
  expect(asked).toBe(2);
});
