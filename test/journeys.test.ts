import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { homeEnv, launcher, root } from './helpers/run-cli.ts';
import { countListed } from './helpers/samples.ts';
import { emptyFolder } from './helpers/write-log.ts';

const [all, codex] = [countListed(), countListed('codex')];

test.each([
  [110, 30],
  [80, 24],
  [40, 12],
])('browse, filter, replay, jump, find, search and quit at %ix%i', async (cols, rows) => {
  const screen = openTerminal(cols, rows);
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
  await screen.shows(cols > 60 ? 'constraint reminder' : 'constraint');
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
  expect(await screen.left).toBe(0);
  expect(screen.isAlternate()).toBe(false);
});

test.each([
  [110, 30],
  [80, 24],
  [40, 12],
])(
  'browse, replay, jump, classify offline, open the evidence, and find it again at %ix%i',
  async (cols, rows) => {
    const args = ['--sessions', 'sessions', '--store', emptyFolder()];
    const screen = openTerminal(cols, rows, args);
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
    expect(await screen.left).toBe(0);
    expect(screen.isAlternate()).toBe(false);

    const nextDay = openTerminal(cols, rows, [...args, 'b0ca5f7f']);
    await nextDay.shows('◆ ');
    nextDay.press('}');
    await nextDay.shows('◆ begins here: M001');
    nextDay.press('C');
    await nextDay.shows('✓ accepted');
    nextDay.press('\x03');
    expect(await nextDay.left).toBe(0);
  },
);

test('ctrl-c leaves from anywhere and restores the terminal', async () => {
  const screen = openTerminal(80, 24);
  await screen.shows(`${all} of ${all} sessions`);
  screen.press('\r');
  await screen.shows('turn 1/');
  screen.press('\x03');
  expect(await screen.left).toBe(0);
  expect(screen.isAlternate()).toBe(false);
});

test('a folder as the argument opens its list', async () => {
  const screen = openTerminal(80, 24, ['sessions/codex']);
  await screen.shows(`${codex} of ${codex} sessions`);
  screen.press('q');
  expect(await screen.left).toBe(0);
});

function openTerminal(cols: number, rows: number, args = ['--sessions', 'sessions']) {
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
  const program = spawn(process.execPath, [launcher, ...args], {
    cols,
    rows,
    cwd: root,
    env: { ...homeEnv(emptyFolder()), TERM: 'xterm-256color', FORCE_COLOR: '1' },
  });
  program.onData(data => terminal.write(data));
  const left = new Promise<number>(done =>
    program.onExit(({ exitCode }) => terminal.write('', () => done(exitCode))),
  );
  const text = () =>
    Array.from(
      { length: rows },
      (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '',
    ).join('\n');
  const shows = async (words: string) => {
    for (let tries = 0; tries < 1000; tries += 1) {
      if (text().includes(words)) return;
      await new Promise(done => setTimeout(done, 20));
    }
    throw new Error(`“${words}” never came; the screen shows:\n${text()}`);
  };
  return {
    press: (keys: string) => program.write(keys),
    shows,
    left,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
  };
}
