import { test } from 'vitest';
import { openScreens } from '../helpers/open-screens.tsx';

test('the palette runs what one chooses by its words, in the screen that it was opened in', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('turn 1/4');
  screen.press(':');
  await screen.shows('replay, ');
  screen.press('next pushback');
  await screen.shows('❯ next pushback');
  screen.press('\r');
  await screen.shows('turn 3/4');
});

test('what is typed in one chunk with the colon names a turn, and the keys after it reach the replay', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('\r:4\r');
  await screen.shows('turn 4/4');
  screen.press(':2');
  await screen.shows('go to turn 2');
  screen.press('\r');
  await screen.shows('turn 2/4');
  screen.press('\x10');
  await screen.shows('replay, ');
  screen.press('\x1b');
  await screen.shows('turn 2/4');
});

test('a colon that is typed into a line of text is text', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('/a:');
  await screen.shows('/a:▏');
  screen.press('\x1b');
  await screen.shows('3 of 3');
  screen.press('S');
  await screen.shows('search ▏');
  screen.press('in:');
  await screen.shows('search in:▏');
  screen.press('\x10');
  await screen.shows('search, ');
  screen.press('clear');
  await screen.shows('❯ clear the query');
  screen.press('\r');
  await screen.shows('search ▏');
});

test.each([
  [40, 12],
  [80, 24],
  [300, 100],
])('the palette keeps to a terminal of %ix%i and scrolls to its last command', async (columns, rows) => {
  const screen = openScreens({}, columns, rows);
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('turn 1/4');
  screen.press(':');
  await screen.shows('replay, ');
  screen.fits();
  for (let page = 0; page < 10; page += 1) screen.press('\x1b[6~');
  await screen.shows('❯ leave pushback');
  screen.fits();
});
