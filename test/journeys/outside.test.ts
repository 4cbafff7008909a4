import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProgram } from '../helpers/open-program.ts';
import { root } from '../helpers/run-cli.ts';
import { countListed } from '../helpers/samples.ts';
import { leftModes, restored } from '../helpers/terminal-traffic.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const all = countListed();

/** A program of another's that tells how it was started and waits for a line: it has the terminal to itself. */
const plantProgram = (name: string): { folder: string; told: string } => {
  const folder = emptyFolder();
  const told = join(folder, 'told');
  const path = writeText(
    join(folder, name),
    `#!/bin/sh\nprintf '%s\\n' "$PWD" "$@" > '${told}'\necho "${name} has the terminal"\nread line\necho "$line" >> '${told}'\n`,
  );
  chmodSync(path, 0o755);
  return { folder, told };
};

test('O gives the terminal to the editor, at the line of the turn, and the replay comes back where it was', async () => {
  const { folder, told } = plantProgram('vim');
  const program = openProgram({ env: { EDITOR: join(folder, 'vim'), VISUAL: '' } });
  await program.shows(`${all} of ${all} sessions`);
  program.press('/currency');
  await program.shows(`1 of ${all}`);
  program.press('\r\r');
  await program.shows('↯ 0/');
  program.press(']');
  await program.shows('turn 3/');
  program.press('O');
  await program.shows('vim has the terminal');
  expect(program.terminal.buffer.active.type).toBe('normal');
  expect(leftModes(program.written())).toEqual(restored);
  // What is typed now is the editor's: the terminal echoes it and a q quits nothing.
  program.press('q\r');
  await program.shows('turn 3/');
  const [cwd, line, path, typed] = readFileSync(told, 'utf8').split('\n');
  expect({ cwd, typed }).toEqual({ cwd: root, typed: 'q' });
  const turn = readFileSync(path ?? '', 'utf8').split('\n')[Number(line?.slice(1)) - 1];
  expect(turn).toContain('I told you not to touch');
  program.press('qqq');
  expect((await program.left()).code).toBe(0);
});

test('resuming shows the command, runs it in the folder of the project on enter, and comes back', async () => {
  const { folder, told } = plantProgram('claude');
  const project = emptyFolder();
  const logs = emptyFolder();
  const record = (uuid: string, type: string, text: string) =>
    JSON.stringify({
      parentUuid: null,
      isSidechain: false,
      type,
      uuid,
      sessionId: 'a1b2',
      cwd: project,
      version: '2.1.100',
      timestamp: '2026-11-01T09:00:00.000Z',
      message: { role: type, content: [{ type: 'text', text }] },
    });
  writeText(
    join(logs, 'a1b2.jsonl'),
    `${record('1', 'user', 'Tidy the shelf')}\n${record('2', 'assistant', 'Done.')}\n`,
  );
  const program = openProgram({ args: ['--sessions', logs], env: { PATH: `${folder}:${process.env.PATH}` } });
  await program.shows('1 of 1 session ·');
  program.press('r');
  await program.shows('claude --resume a1b2');
  program.press('\r');
  await program.shows('claude has the terminal');
  program.press('bye\r');
  await program.shows('1 of 1 session ·');
  expect(readFileSync(told, 'utf8')).toBe(`${project}\n--resume\na1b2\nbye\n`);
  program.press('q');
  expect((await program.left()).code).toBe(0);
});

test('an agent that is not on the PATH is told, and the command can be copied', async () => {
  const program = openProgram({ env: { PATH: '/usr/bin:/bin' } });
  await program.shows(`${all} of ${all} sessions`);
  program.press('/currency');
  await program.shows(`1 of ${all}`);
  program.press('\r');
  await program.shows('/currency');
  program.press('r');
  await program.shows('--resume');
  program.press('\r');
  await program.shows(/is not (there|on the PATH)/);
  program.press('y');
  await program.shows('OSC 52');
  expect(program.written()).toMatch(/\u001b\]52;c;[A-Za-z0-9+/=]+\u0007/);
  program.press('q');
  await program.shows(`1 of ${all}`);
  program.press('\x03');
  expect((await program.left()).code).toBe(0);
});

test('with NO_COLOR nothing is coloured, and what colour would show is bold, underlined or inverse', async () => {
  const program = openProgram({ env: { NO_COLOR: '1', FORCE_COLOR: '3' } });
  await program.shows(`${all} of ${all} sessions`);
  program.press('\r');
  await program.shows('turn 1/');
  program.press('/e');
  await program.shows('/e');
  const used = new Set(
    [...program.written().matchAll(/\u001b\[([\d;]*)m/g)].flatMap(([, codes = '']) => codes.split(';')),
  );
  expect([...used].filter(code => /^(3\d|4[0-8]|9\d|10\d)$/.test(code))).toEqual([]);
  expect(used.has('1')).toBe(true);
  program.press('\x03');
  await program.left();
});
