import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OpenProgram, openProgram } from '../helpers/open-program.ts';
import { countListed } from '../helpers/samples.ts';
import { leftModes, restored } from '../helpers/terminal-traffic.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const all = countListed();
const toReplay = async (program: OpenProgram) => {
  await program.shows(`${all} of ${all} sessions`);
  program.press('\r');
  await program.shows('turn 1/');
  program.press(' ');
  await program.shows('▶');
};

test.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const)(
  '%s in the middle of playback ends the program by that signal, the terminal restored',
  async signal => {
    const program = openProgram();
    await toReplay(program);
    program.kill(signal);
    expect(await program.left()).toEqual({ code: 0, signal: signals[signal] });
    expect(leftModes(program.written())).toEqual(restored);
    expect(program.terminal.buffer.active.type).toBe('normal');
  },
);
const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 };

/** What a broken program would do, on a signal: nothing of it is in the program itself. */
const planted = writeText(
  join(emptyFolder(), 'planted.mjs'),
  `const fail = where => { throw new Error('planted in ' + where); };
  process.on('SIGUSR2', () => fail('the process'));
  process.on('SIGURG', () => { String.prototype.repeat = String.prototype.padEnd = () => fail('a screen'); });
  process.on('SIGIO', () => { Promise.reject(new Error('planted in a promise')); });
  `,
);

test.each([
  ['SIGUSR2', 'planted in the process'],
  ['SIGIO', 'planted in a promise'],
  ['SIGURG', 'planted in a screen'],
] as const)(
  'an error that nobody catches (%s) leaves the screen, says one honest line and exits 1',
  async (signal, words) => {
    const program = openProgram({ node: ['--import', planted] });
    await toReplay(program);
    program.kill(signal);
    // A screen fails when it is drawn.
    const drawing = setInterval(() => program.press('l'), 50);
    expect(await program.left().finally(() => clearInterval(drawing))).toEqual({ code: 1, signal: 0 });
    expect(leftModes(program.written())).toEqual(restored);
    const said = program.written().slice(program.written().lastIndexOf('\u001b[?1049l'));
    expect(said).toContain(words);
    expect(said).toContain('This is a bug in pushback');
    expect(said).not.toMatch(/\n\s+at /);
  },
);

test.each(['\u0003', 'qqq'])('%j leaves with 0, the terminal restored', async keys => {
  const program = openProgram();
  await toReplay(program);
  program.press(keys);
  expect(await program.left()).toEqual({ code: 0, signal: 0 });
  expect(leftModes(program.written())).toEqual(restored);
  program.isSound();
});
