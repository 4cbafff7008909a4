import { expect, test } from 'vitest';
import { type OpenProgram, openProgram, sizes } from './helpers/open-program.ts';
import { countListed } from './helpers/samples.ts';
import { emptyFolder } from './helpers/write-log.ts';

const [all, codex] = [countListed(), countListed('codex')];

const leaves = async (screen: OpenProgram) => {
  expect(await screen.left()).toEqual({ code: 0, signal: 0 });
  expect(screen.terminal.buffer.active.type).toBe('normal');
  screen.isSound();
};

test.each(sizes)('browse, filter, replay, jump, find, search and quit at %ix%i', async (columns, rows) => {
  const screen = openProgram({ columns, rows, mayQuoteErrors: true });
  await screen.shows(`${all} of ${all} sessions`);
  screen.press('/');
  screen.press('currency');
  await screen.shows(`1 of ${all}`);
  screen.press('\r');
  await screen.shows('/currency');
  screen.press('\r');
  await screen.shows('↯ 0/');
  screen.press(']');
  await screen.shows('turn 3/');
  await screen.shows(columns > 60 ? 'constraint reminder' : 'constraint');
  screen.press('?');
  await screen.shows('Keys: replay');
  screen.press('x');
  await screen.shows('turn 3/');
  screen.press('/');
  screen.press('header');
  await screen.shows('/header');
  screen.press('\r');
  await screen.shows('turn 9/');
  screen.press('S');
  await screen.shows('search');
  screen.press('tax code');
  await screen.shows('turns');
  screen.press('\x1b');
  await screen.shows('turn 9/');
  screen.press('q');
  await screen.shows(`of ${all}`);
  screen.press('q');
  await leaves(screen);
});

test.each(sizes)(
  'browse, replay, jump, classify offline, open the evidence, and find it again at %ix%i',
  async (columns, rows) => {
    const args = ['--sessions', 'sessions', '--store', emptyFolder()];
    const screen = openProgram({ columns, rows, args, mayQuoteErrors: true });
    await screen.shows(`${all} of ${all} sessions`);
    screen.press('/currency');
    await screen.shows(`1 of ${all}`);
    screen.press('\r\r');
    await screen.shows('↯ 0/');
    screen.press(']');
    await screen.shows('turn 3/');
    screen.press('C');
    await screen.shows('❯ offline');
    screen.press('\r');
    await screen.shows('· offline ·');
    screen.press('jjj');
    await screen.shows('❯ turn 3');
    screen.press('\r');
    await screen.shows('turn 3/');
    await screen.shows('I told you not to touch');
    if (rows > 12) await screen.shows('◆ pushed back on: M001');
    screen.press('qa');
    await screen.shows('accepted (U takes it back)');
    screen.press('qqq');
    await leaves(screen);

    const nextDay = openProgram({ columns, rows, args: [...args, 'b0ca5f7f'], mayQuoteErrors: true });
    await nextDay.shows('◆ ');
    nextDay.press('}');
    await nextDay.shows('◆ begins here: M001');
    nextDay.press('C');
    await nextDay.shows('✓ accepted');
    nextDay.press('\x03');
    await leaves(nextDay);
  },
);

test('ctrl-c leaves from anywhere and restores the terminal', async () => {
  const screen = openProgram();
  await screen.shows(`${all} of ${all} sessions`);
  screen.press('\r');
  await screen.shows('turn 1/');
  screen.press('\x03');
  await leaves(screen);
});

test('a folder as the argument opens its list', async () => {
  const screen = openProgram({ args: ['sessions/codex'] });
  await screen.shows(`${codex} of ${codex} sessions`);
  screen.press('q');
  await leaves(screen);
});
