import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { KeySettings, ThemeName } from '../../src/app/config.ts';
import { firstRunHint } from '../../src/app/hints.ts';
import type { Command } from '../../src/domain/command.ts';
import { UserError } from '../../src/errors.ts';
import { buildKeymap } from '../../src/tui/keys/keymap.ts';
import { nameKeys } from '../../src/tui/keys/name-keys.ts';
import { loadSettings } from '../../src/tui/settings.ts';
import { fakeSession, makeTurn, textBlock } from '../helpers/fake-session.ts';
import { openScreens, usualConfig } from '../helpers/open-screens.tsx';

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
  await screen.until(() => !screen.frame().includes('▏'));
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

const loadedWith = (keys: KeySettings) =>
  loadSettings({ keptTheme: () => null, config: async () => ({ ...usualConfig, keys }) });

test('a key of the config does what it was given, and footer and palette name it', async () => {
  const loaded = await loadedWith({
    browse: { filter: ['x'] },
    replay: { nextPushback: ['n'], nextMatch: [']'] },
  });
  const screen = openScreens({}, 100, 30, loaded);
  await screen.shows('3 of 3');
  await screen.shows('x filter');
  screen.press('\r');
  await screen.shows('n next pushback');
  screen.press('n');
  await screen.shows('turn 3/4');
  screen.press(':');
  await screen.shows('replay, ');
  screen.press('next pushback');
  await screen.shows('❯ next pushback');
  expect(screen.frame()).toMatch(/❯ next pushback +n$/m);
});

test('what the config wants and cannot have is told at the start, until a key is pressed', async () => {
  const screen = openScreens({}, 100, 30, await loadedWith({ browse: { sort: ['q'], filter: ['f7'] } }));
  await screen.shows('1 of 2 (pushback doctor tells all): keys.browse.filter: there is no key “f7”');
  screen.fits();
  screen.press('s');
  await screen.shows('sessions · pushback');
  expect(screen.frame()).not.toContain('f7');
});

test('a config that is wrong is told, and the usual settings hold', async () => {
  const loaded = await loadSettings({
    keptTheme: () => null,
    config: async () => {
      throw new UserError('The config file c.json is no JSON.', 'Mend it.');
    },
  });
  const screen = openScreens({}, 100, 30, loaded);
  await screen.shows('The config file c.json is no JSON. The usual settings hold.');
  screen.press('s');
  await screen.shows('/ filter');
});

test('the example of docs/keys.md can be followed', async () => {
  const page = readFileSync(new URL('../../docs/keys.md', import.meta.url), 'utf8');
  const { keys } = JSON.parse(page.match(/```json\n(.*?)```/s)?.[1] ?? '');
  expect(Object.keys(keys)).toEqual(['replay', 'everywhere']);
  expect((await loadedWith(keys)).notices).toEqual([]);
});

test('going through the themes names each and keeps the place', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('\r]');
  await screen.shows('turn 3/4');
  for (const name of ['dark', 'light', 'high-contrast', 'colour-blind', 'monochrome', 'terminal']) {
    screen.press('\x14');
    await screen.shows(`theme: ${name}`);
    await screen.shows('turn 3/4');
    screen.fits();
  }
});

test('the theme that was chosen is kept for the next start, where one of the config still wins', async () => {
  const kept: ThemeName[] = [];
  const app = {
    keepTheme: async (name: ThemeName) => void kept.push(name),
    keptTheme: () => kept.at(-1) ?? null,
  };
  const screen = openScreens(app);
  await screen.shows('3 of 3');
  screen.press('\x14');
  await screen.shows('theme: dark, kept');
  const config = async () => usualConfig;
  expect((await loadSettings({ ...app, config })).settings.theme).toBe('dark');
  const named = await loadSettings({ ...app, config: async () => ({ ...usualConfig, theme: 'light' }) });
  expect(named.settings.theme).toBe('light');
  const fixed = openScreens(app, 100, 30, named);
  await fixed.shows('3 of 3');
  fixed.press('\x14');
  await fixed.shows('theme: high-contrast until you leave: the config names another');
});

test('y copies the turn without control characters, Y where it stands, and the footer says what was done', async () => {
  const copied: string[] = [];
  const screen = openScreens({
    openSession: () =>
      fakeSession([makeTurn(1, 'developer', textBlock('Say \u001b[31mred\u001b[0m,\tthen\nwait\u0007'))]),
    copy: async text => {
      copied.push(text);
      return { to: 'clipboard', by: 'wl-copy' };
    },
  });
  await screen.shows('3 of 3');
  screen.press('\ry');
  await screen.shows('copied turn 1: 18 characters, by wl-copy');
  screen.press('Y');
  await screen.shows('copied claude-code:3:1');
  expect(copied).toEqual(['Say red,\tthen\nwait', 'claude-code:3:1']);
  screen.press('j');
  await screen.shows('space play');
});

test('r shows the command that goes on with the session and runs it on enter alone', async () => {
  const ran: Command[] = [];
  const command = { program: 'claude', args: ['--resume', 'x'], cwd: '/home/dev/shop' };
  const screen = openScreens({
    resumeCommand: () => command,
    run: async one => {
      ran.push(one);
      throw new UserError('claude is not on the PATH.', 'Install it.');
    },
  });
  await screen.shows('3 of 3');
  screen.press('r');
  await screen.shows('cd /home/dev/shop && claude --resume x');
  screen.press(' jx');
  expect(ran).toEqual([]);
  screen.press('\r');
  await screen.shows('claude is not on the PATH. Install it. y copies the command.');
  expect(ran).toEqual([command]);
  screen.press('y');
  await screen.shows('copied the command');
  screen.press('q');
  await screen.shows('3 of 3');
});

test('a session that cannot be resumed says so', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('r');
  await screen.shows('knows no command that goes on with this session');
});

test('O opens the log at the line of the turn; without an editor it says what to set', async () => {
  const asked: unknown[] = [];
  const screen = openScreens({
    editorCommand: (path, line) => {
      asked.push([path, line]);
      throw new UserError('No editor is set.', 'Set VISUAL or EDITOR.');
    },
  });
  await screen.shows('3 of 3');
  screen.press('\r]O');
  await screen.shows('No editor is set. Set VISUAL or EDITOR.');
  expect(asked).toEqual([['3.jsonl', 4]]);
});

test('m marks a turn with a note, the next mark is one key away, and m again takes it back', async () => {
  const kept: unknown[] = [];
  const screen = openScreens({
    marks: async () => [{ turn: 2, note: 'from an earlier day', at: '' }],
    mark: async (session, turn, mark) => {
      kept.push([session, turn, mark?.note ?? null]);
    },
  });
  await screen.shows('3 of 3');
  screen.press("\r'");
  await screen.shows('⚑ marked: from an earlier day');
  screen.press('Gm');
  await screen.shows('⚑ turn 4: ▏');
  screen.press("it's m?:");
  await screen.shows("⚑ turn 4: it's m?:▏");
  screen.press('\r');
  await screen.shows("⚑ marked: it's m?:");
  screen.press("'");
  await screen.shows('turn 2/4');
  screen.press('m');
  await screen.shows('the mark on turn 2 is taken away');
  expect(screen.frame()).not.toContain('earlier day');
  screen.press("g'");
  await screen.shows('turn 4/4');
  expect(kept).toEqual([
    ['claude-code:3', 4, "it's m?:"],
    ['claude-code:3', 2, null],
  ]);
});

test('escape leaves the note and marks nothing; a mark that cannot be kept says why', async () => {
  const screen = openScreens({
    mark: async () => {
      throw new UserError('The store is full.', 'Free some space.');
    },
  });
  await screen.shows('3 of 3');
  screen.press('\rmabc');
  await screen.shows('⚑ turn 1: abc▏');
  screen.press('\x1b');
  await screen.shows('paused');
  screen.press("'");
  await screen.shows('no turn is marked');
  screen.press('m\r');
  await screen.shows('The store is full.');
});

test('what stands of the chosen session is beside the list where there is room, and tab hides it', async () => {
  const screen = openScreens({}, 140, 30);
  await screen.shows('│ 長い題名');
  await screen.shows('↯ 3 correction 80%');
  screen.press('j');
  await screen.shows('│ Rename the worker');
  screen.fits();
  const columnOf = () => (screen.frame().split('\n')[2] ?? '').indexOf('│');
  const before = columnOf();
  screen.press('+++');
  await screen.shows('3 of 3');
  await screen.until(() => columnOf() < before);
  screen.fits();
  screen.press('\t');
  await screen.until(() => !screen.frame().includes('↯ 3 correction'));
});

test.each([
  [40, 12],
  [80, 24],
])('on %ix%i tab shows it in place of the list, and the cursor still moves', async (columns, rows) => {
  const screen = openScreens({}, columns, rows);
  await screen.shows('3 of 3');
  expect(screen.frame()).not.toContain('correction');
  screen.press('\t');
  await screen.shows('↯ 3 correction');
  screen.press('j');
  await screen.shows('Rename the worker');
  screen.fits();
  screen.press('\r');
  await screen.shows('turn 1/4');
});

test('the footer tells where one is, in short where there is little room', async () => {
  const screen = openScreens({}, 120, 30);
  await screen.shows('sessions 1 of 3');
  screen.press('j');
  await screen.shows('sessions 2 of 3');
  screen.press('\r');
  await screen.shows('sessions › replay');
  screen.press('S');
  await screen.shows('sessions › replay › search');
  const narrow = openScreens({}, 40, 12);
  await narrow.shows('sessions 1/3');
  narrow.press('\r');
  await narrow.shows('… › replay');
  narrow.fits();
});

test('what names a key names the one that a person has bound', async () => {
  const loaded = await loadedWith({
    browse: { open: ['x'], unfilter: ['ctrl+e'] },
    replay: { takeBack: ['V'], why: ['W'], nextPushback: ['n'], nextMatch: [] },
    everywhere: { palette: ['ctrl+k'] },
  });
  const screen = openScreens({ hint: async () => firstRunHint }, 140, 30, loaded);
  await screen.shows('Welcome: x replays a session, n goes to the next pushback, ? tells the keys');
  screen.press('/rename\r');
  await screen.shows('/rename (^e clears)');
  screen.press('xn');
  await screen.shows('turn 3/4');
  screen.press('WR');
  await screen.shows('not pushback: kept (V takes it back)');
  screen.press('V');
  await screen.shows('W closes this');
});

test('an action without a key is named as the palette finds it, and what names none stays as it is', () => {
  const { replay } = buildKeymap({ replay: { only: [] } });
  expect(nameKeys('{only} shows all', replay)).toBe(':only shows all');
  expect(nameKeys('a {word} in braces, {toString}', replay)).toBe('a {word} in braces, {toString}');
});

test('while a line of text is typed the footer names the keys that end it', async () => {
  const screen = openScreens();
  await screen.shows('sessions 1 of 3');
  screen.press('/');
  await screen.shows('⏎ keep it · esc clear the filters');
  screen.press('\r\r/');
  await screen.shows('⏎ to the match · esc find nothing');
  screen.press('\rm');
  await screen.shows('⏎ keep the mark · esc do not mark');
});

test('a hint that comes when another screen is open waits for the list', async () => {
  const told = Promise.withResolvers<string>();
  const screen = openScreens({ hint: () => told.promise });
  await screen.shows('3 of 3');
  screen.press('S');
  await screen.shows('search ▏');
  told.resolve('Welcome: ] goes to the next pushback.');
  screen.press('tax');
  await screen.shows('search tax▏');
  await screen.shows('⏎ replay at the turn');
  screen.press('\x1b');
  await screen.shows('Welcome: ]');
});

test('in a menu, and where a line is typed, palette and help tell what can be done there', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('a?');
  await screen.shows('choose (1–9 too)');
  screen.press('x:');
  await screen.shows('sessions, ');
  screen.press('last\r');
  await screen.shows('❯ Cursor');
  screen.press('\x14');
  await screen.shows('theme: dark');
  screen.press('\r');
  await screen.shows('1 of 3 sessions');
  screen.press('/x\x07');
  await screen.shows('keep it');
  await screen.shows('Keys: sessions');
  screen.press(' \x1b');
  await screen.shows('3 of 3');
  screen.press('S\x07');
  await screen.shows('Keys: search');
});

test('what comes in one chunk with the key that opens a menu lands in the menu, tab and control too', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('ajj\r');
  await screen.shows('1 of 3 sessions');
  screen.press('a1');
  await screen.shows('3 of 3');
  screen.press('S\tx\x15');
  await screen.shows('search ▏');
});

test('a hint is told once the list is read, and is gone with the next key', async () => {
  const screen = openScreens({ hint: async () => 'Welcome: ] goes to the next pushback.' });
  await screen.shows('Welcome: ]');
  screen.press('j');
  await screen.shows('⏎ replay');
});
