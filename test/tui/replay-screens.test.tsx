import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { fakeSession, makeTurn, textBlock } from '../helpers/fake-session.ts';
import { openScreens } from '../helpers/open-screens.tsx';

const turns = Array.from({ length: 40 }, (_, index) =>
  makeTurn(index + 1, index % 2 === 0 ? 'developer' : 'agent', textBlock(`Words of turn ${index + 1}.`)),
);
const open = (columns: number, rows: number) =>
  openScreens({ now: () => new Date(), openSession: () => fakeSession(turns) }, columns, rows);

test.each([
  [40, 12],
  [80, 24],
  [200, 50],
])('playing, its pace and speed and its end stand on the status line at %ix%i', async (columns, rows) => {
  const screen = open(columns, rows);
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('❚❚ paused real 1x');
  screen.press('PP>>>>>>>> ');
  await screen.shows('▶ playing instant 16x');
  screen.fits();
  await screen.shows('turn 40/40');
  await screen.shows('❚❚ paused instant 16x · end of the');
  screen.fits();
  screen.press(' ');
  await screen.shows('▶ playing instant 16x');
});

test('no frame is drawn while nothing plays, or while it plays behind another screen', async () => {
  const screen = open(80, 24);
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('❚❚ paused real 1x');
  await comesToRest(screen);
  screen.press('PP');
  await screen.shows('paused instant 1x');
  screen.press(' ');
  await screen.shows('playing instant');
  screen.press('?');
  await screen.shows('Keys: replay');
  await comesToRest(screen);
  screen.press('q');
  await screen.shows('❚❚ paused instant 1x');
});

/** No frame for as long as three blocks would take, long before all forty have been played. */
async function comesToRest({ frames }: { frames: () => number }): Promise<void> {
  for (let tries = 0; tries < 6; tries += 1) {
    const before = frames();
    await sleep(750);
    if (frames() === before) return;
  }
  throw new Error('frames were still drawn');
}

test.each([
  [40, 12],
  [80, 24],
  [200, 50],
])('the trailer and only pushback keep to %ix%i and escape ends the trailer', async (columns, rows) => {
  const screen = open(columns, rows);
  await screen.shows('3 of 3');
  screen.press('\rPP');
  await screen.shows('paused instant');
  screen.press('p');
  await screen.shows('▶ 1/1 ↯ correction in turn 3');
  screen.fits();
  await screen.shows('end of the');
  screen.fits();
  screen.press('\x1b');
  await screen.shows('❚❚ paused instant 1x · tools');
  screen.press('&');
  await screen.shows('┄ 2 turns hidden');
  await screen.shows('only push');
  screen.fits();
  screen.press('q');
  await screen.shows('3 of 3');
});
