import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Bindings } from '../../src/tui/keys/bindings.ts';
import { usualKeymap } from '../../src/tui/keys/keymap.ts';
import { paletteKeys } from '../../src/tui/screens/palette/palette-keys.ts';
import { resumeKeys } from '../../src/tui/screens/resume/resume-keys.ts';
import { keyBytes } from '../helpers/key-bytes.ts';
import { type ScreenWalk, type Walk, walks } from '../helpers/key-walks.ts';
import { type OpenProgram, openProgram, sizes } from '../helpers/open-program.ts';
import { runCli } from '../helpers/run-cli.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const names = Object.keys(walks) as (keyof typeof walks)[];
/** Every screen with the keys that hold there; the keys of menus and lines of text stand on the screens themselves. */
const screens: Readonly<Record<keyof typeof walks, Bindings<unknown>>> = {
  ...usualKeymap,
  palette: paletteKeys,
  resume: resumeKeys,
};

const argsIn = (home: string) => ['--sessions', 'sessions', '--store', join(home, 'store')];
/** A home in which a session is classified: its episodes wait for a review. */
const classified = emptyFolder();
const { code } = runCli(['classify', '5c1e0a74', ...argsIn(classified)], { home: classified });

test.each(names)('a walk is written for each action of %s', name => {
  expect(Object.keys(walks[name].actions).toSorted()).toEqual(Object.keys(screens[name]).toSorted());
});

test.concurrent.each(sizes)('every key of every screen does what it says at %ix%i', async (columns, rows) => {
  expect(code).toBe(0);
  const home = emptyFolder();
  cpSync(classified, home, { recursive: true });
  const editor = writeText(join(home, 'vim'), '#!/bin/sh\necho "editor at $1"\nread line\n');
  chmodSync(editor, 0o755);
  const program = openProgram({
    ...{ columns, rows, home, args: argsIn(home), mayQuoteErrors: true },
    env: { EDITOR: editor, VISUAL: '', PATH: '/usr/bin:/bin' },
  });
  await program.until(() => walks.browse.home.test(program.screen()), 30_000);
  for (const name of names) await walkScreen(program, name);
  program.press('\u0003');
  expect(await program.left()).toEqual({ code: 0, signal: 0 });
  program.isSound({ mayCopy: true });
});

async function walkScreen(program: OpenProgram, name: keyof typeof walks): Promise<void> {
  const screen: ScreenWalk = walks[name];
  await press(program, screen.open);
  await program.shows(screen.home);
  const begins = { screen: program.screen() };
  for (const [action, { keys }] of Object.entries(screens[name]))
    for (const key of keys) {
      const what = `${name}.${action} (${key})`;
      const walk: Walk = screen.actions[action] ?? 'elsewhere';
      if (walk === 'elsewhere') continue;
      await toBeginning(program, screen.reset, begins);
      await pressOne(program, what, key, screen.home, walk, begins.screen);
    }
  await press(program, screen.leave);
  await program.shows(walks.browse.home);
}

/**
 * Brings the screen to its beginning. On a busy machine no pause is long enough to know by it that keys were taken, so
 * the screen is waited for that it began with; what a key before it left changed (a theme, a pane) is how it begins now.
 */
async function toBeginning(program: OpenProgram, reset: string, begins: { screen: string }): Promise<void> {
  await press(program, reset);
  if (!(await program.until(() => program.screen() === begins.screen, 400))) begins.screen = program.screen();
}

/** Goes to where the key means something, presses it, waits for what it does, and goes back. */
async function pressOne(
  program: OpenProgram,
  what: string,
  key: string,
  home: RegExp,
  walk: Exclude<Walk, 'elsewhere'>,
  beginning: string,
): Promise<void> {
  const { before = '', at = home, shows = null, after = '', back = home, perhaps = false } = walk;
  await press(program, before);
  await showsNext(program, `${what}: before it`, at);
  if (before !== '') await program.until(() => program.screen() !== beginning, 2000);
  const old = program.screen();
  if (shows) expect(old, `${what}: it shows before`).not.toMatch(shows);
  program.press(keyBytes(key));
  const did = () => (shows === null ? program.screen() !== old : shows.test(program.screen()));
  if (!(await program.until(did, perhaps ? 80 : 30_000)) && !perhaps)
    throw new Error(`${what} did not do it:\n${program.screen()}`);
  if (after === '') return;
  await press(program, after);
  // A menu stands on the screen it was opened on, so that one shows before it is shut.
  if (shows && !(await program.until(() => !shows.test(program.screen()), 30_000)))
    throw new Error(`${what} was not taken back by ${JSON.stringify(after)}:\n${program.screen()}`);
  if (!shows) await program.until(() => program.screen() === old, 1000);
  await showsNext(program, `${what}: on the way back`, back);
}

async function showsNext(program: OpenProgram, what: string, words: RegExp): Promise<void> {
  if (!(await program.until(() => words.test(program.screen()), 30_000)))
    throw new Error(`${what} ${words} never came:\n${program.screen()}`);
}

/** Presses keys, an escape apart from what follows it, and lets the frames come that they draw. */
async function press(program: OpenProgram, keys: string): Promise<void> {
  for (const part of keys.split(/(?<=\u001b)(?!\[)|(?=\u001b)/).filter(Boolean)) {
    // What is still being drawn would pass for what the escape does.
    if (part === '\u001b') await quiet(program);
    const old = program.screen();
    program.press(part);
    // Together with the next key it would be another one.
    if (part === '\u001b') await program.until(() => program.screen() !== old, 2000);
    await quiet(program);
  }
}

async function quiet(program: OpenProgram): Promise<void> {
  while (await program.draws(program.frames(), 40));
}
