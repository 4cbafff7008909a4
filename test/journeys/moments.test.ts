import { expect, test } from 'vitest';
import { openProgram, sizes } from '../helpers/open-program.ts';
import { countListed } from '../helpers/samples.ts';

const all = countListed();

test.each(sizes)(
  'all pushback is listed, put together, looked through, opened and come back to at %ix%i',
  async (columns, rows) => {
    const program = openProgram({ columns, rows, mayQuoteErrors: true });
    await program.shows(`${all} of ${all} sessions`);
    program.press('M');
    await program.shows('moments strongest first');
    program.press('b');
    await program.shows(', up to ');
    program.press('/"told you not" tax');
    await program.shows('↯ 1 moment');
    program.press('\r');
    program.press('\r');
    await program.shows('turn 3/');
    program.press('q');
    await program.shows('↯ 1 moment');
    program.press('/\x1b');
    await program.shows('moments strongest first');
    program.press('s');
    await program.shows('moments newest first');
    program.press('\x1b');
    await program.shows(`of ${all}`);
    program.press('\x03');
    expect((await program.left()).code).toBe(0);
    program.isSound();
  },
);
