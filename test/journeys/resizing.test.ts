import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeLongSession } from '../../src/dev/long-session.ts';
import { openProgram } from '../helpers/open-program.ts';
import { countListed } from '../helpers/samples.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const all = countListed();
const turnOf = (screen: string): number => Number(/turn (\d+)\//.exec(screen)?.[1]);

test('fifty resizes in a burst during playback keep the place, and the last frame fits the last size', async () => {
  const log = join(emptyFolder(), 'long.jsonl');
  writeLongSession(log, 400);
  const program = openProgram({ columns: 120, rows: 40, args: [log] });
  await program.shows(/turn 1\/400(?!…)/);
  program.press('5');
  await program.shows(/turn 20\d\//);
  program.press('>> ');
  await program.shows('▶');
  const before = turnOf(program.screen());
  for (let step = 0; step < 50; step += 1)
    program.resizeTo(40 + ((step * 37) % 160), 12 + ((step * 11) % 40));
  program.resizeTo(90, 28);
  await program.until(
    () => program.lines().length === 28 && /play|help/.test(program.lines().at(-1) ?? ''),
    20_000,
  );
  program.press(' ');
  // A pause may still be drawn for the size before: then the terminal has wrapped the header away.
  await program.shows(/^turn .*❚❚/s);
  program.settled();
  const after = turnOf(program.screen());
  expect(after).toBeGreaterThanOrEqual(before);
  expect(after).toBeLessThan(before + 20);
  // The session is looked through beside the screen, and marks come as it goes on.
  while (await program.draws(program.frames(), 1000));
  const shown = program.screen();
  // Another size and back draws every line anew: what stood there was right.
  const frames = program.frames();
  program.resizeTo(91, 29);
  await program.until(() => program.frames() > frames, 20_000);
  program.resizeTo(90, 28);
  await program.until(() => program.screen() === shown, 20_000);
  expect(program.screen()).toBe(shown);
  program.press('\u0003');
  expect(await program.left()).toEqual({ code: 0, signal: 0 });
});

test('a megabyte pasted into the filter is a filter like any other, and escape takes it away', async () => {
  const program = openProgram();
  await program.shows(`${all} of ${all} sessions`);
  program.press('/');
  program.paste('currency '.repeat(111_111));
  await program.shows(`0 of ${all}`);
  program.press('\r\u001b');
  await program.shows(`${all} of ${all} sessions`);
  program.press('/');
  program.paste('cur\nren\u001b]52;c;aGk=\u0007cy');
  await program.shows(/\/cur/);
  program.press('\u0003');
  expect(await program.left()).toEqual({ code: 0, signal: 0 });
  program.isSound();
});
