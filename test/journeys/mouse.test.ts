import { expect, test } from 'vitest';
import { openProgram } from '../helpers/open-program.ts';
import { countListed } from '../helpers/samples.ts';
import { leftModes, restored } from '../helpers/terminal-traffic.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const all = countListed();
const click = (column: number, row: number) =>
  `\u001b[<0;${column + 1};${row + 1}M\u001b[<0;${column + 1};${row + 1}m`;
const wheelDown = '\u001b[<65;5;5M';

test('a click chooses a session and a second one opens it; in the replay a click on the strip seeks and the wheel scrolls', async () => {
  const program = openProgram();
  await program.shows(`${all} of ${all} sessions`);
  program.press(click(4, 3));
  await program.until(() => program.lines()[3]?.startsWith('❯') === true, 10_000);
  expect(program.lines()[3]).toMatch(/^❯/);
  program.press(click(4, 3));
  await program.shows('turn 1/');
  program.press(click(79, 3));
  await program.until(() => /turn (\d+)\/\1\b/.test(program.lines()[0] ?? ''), 10_000);
  expect(program.lines()[0]).toMatch(/turn (\d+)\/\1\b/);
  program.press('g');
  await program.shows('turn 1/');
  const before = program.screen();
  program.press(wheelDown);
  await program.until(() => program.screen() !== before, 10_000);
  expect(program.screen()).not.toBe(before);
  program.press('\x03');
  expect((await program.left()).code).toBe(0);
  expect(leftModes(program.written())).toEqual(restored);
});

test('a report that comes in pieces types nothing, and escape still is a key', async () => {
  const program = openProgram();
  await program.shows(`${all} of ${all} sessions`);
  program.press('/cur');
  await program.shows('/cur▏');
  for (const piece of ['\u001b[<', '0;5', ';4M\u001b[<0;5;4', 'm']) {
    program.press(piece);
    await new Promise(done => setTimeout(done, 60));
  }
  program.press('r');
  await program.shows('/curr▏');
  program.press('\x1b');
  await program.shows(`${all} of ${all} sessions`);
  program.press('\x03');
  await program.left();
});

test('with mouse off in the config the terminal is never asked for it', async () => {
  const config = writeText(`${emptyFolder()}/config.json`, '{"mouse": false}');
  const program = openProgram({ args: ['--sessions', 'sessions', '--config', config] });
  await program.shows(`${all} of ${all} sessions`);
  expect(program.written()).not.toMatch(/\u001b\[\?100[0236]h/);
  program.press('\x03');
  await program.left();
});
