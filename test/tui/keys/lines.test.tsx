import { expect, test } from 'vitest';
import { openScreens } from '../../helpers/open-screens.tsx';

const [controlU, controlW, backspace] = ['\u0015', '\u0017', '\u007f'];

/** Every line of text that can be typed: the keys that open it from the list, and what stands before the text. */
const lines = {
  'the filter of the list': ['/', '/'],
  'the search over all sessions': ['S', 'search '],
  'find in a replay': ['\r/', '/'],
  'the note on a mark': ['\rm', '⚑ turn 1: '],
  'the palette': [':', ':'],
  'the query of the moments': ['M/', '/'],
} as const;

test.each(Object.entries(lines))(
  '%s takes text, pastes, and what erases a character, a word, all of it',
  async (_, [open, before]) => {
    const screen = openScreens();
    await screen.shows('3 of 3');
    for (const key of open) screen.press(key);
    await screen.shows(`${before}▏`);
    screen.press('one two');
    await screen.shows(`${before}one two▏`);
    screen.press(controlW);
    await screen.shows(`${before}one ▏`);
    screen.press('\u001b[200~q👩\u200d💻\u001b[201~');
    await screen.shows(`${before}one q👩\u200d💻▏`);
    screen.press(backspace);
    await screen.shows(`${before}one q▏`);
    screen.press(controlU);
    await screen.shows(`${before}▏`);
    screen.press(`${controlW}${controlU}${backspace}x`);
    await screen.shows(`${before}x▏`);
    screen.fits();
  },
);

/** Every menu of the list and the replay: the keys that open it, its first item and its last, and one that leaves. */
const menus = {
  'of agents': ['a', 'every agent', 'Cursor', 'q'],
  'of classes': ['\r]a', 'correction', 'trust challenge', 'q'],
} as const;

test.each(Object.entries(menus))(
  'the menu %s is walked by every key of menus, round its ends, and left',
  async (_, [open, first, last, leave]) => {
    const screen = openScreens();
    await screen.shows('3 of 3');
    for (const key of open) {
      screen.press(key);
      await new Promise(done => setTimeout(done, 30));
    }
    const at = (words: string) => screen.until(() => new RegExp(`❯ ${words}`).test(screen.frame()), words);
    await at(first);
    for (const [down, up] of [
      ['j', 'k'],
      ['\u001b[B', '\u001b[A'],
      ['\u000e', 'k'],
    ] as const) {
      screen.press(down);
      await screen.until(() => !new RegExp(`❯ ${first}`).test(screen.frame()), 'another item');
      screen.press(up);
      await at(first);
    }
    for (const [end, home] of [
      ['G', 'g'],
      ['\u001b[F', '\u001b[H'],
      ['\u001b[6~', '\u001b[5~'],
    ] as const) {
      screen.press(end);
      await at(last);
      screen.press(home);
      await at(first);
    }
    screen.press('k');
    await at(last);
    screen.press('j');
    await at(first);
    screen.fits();
    screen.press(leave);
    await screen.until(() => !screen.frame().includes(`❯ ${first}`), 'what was there before');
    expect(screen.frame()).not.toContain(`❯ ${last}`);
  },
);
