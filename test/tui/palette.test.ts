import { expect, test } from 'vitest';
import { withPresses } from '../../src/tui/keys/bindings.ts';
import { usualKeymap } from '../../src/tui/keys/keymap.ts';
import {
  createPaletteReducer,
  openPalette,
  type PaletteState,
  paletteMode,
} from '../../src/tui/screens/palette/palette-state.ts';

const offer = { title: 'replay', bindings: usualKeymap.replay, counts: 'turn' };
const reduce = withPresses(createPaletteReducer(offer), paletteMode);
const press = (...keys: string[]): PaletteState =>
  keys.reduce((state, key) => reduce(state, { type: 'key', key }), openPalette(offer));
const first = ({ entries }: PaletteState) => entries[0]?.help;

test('every action of the screen and of everywhere is offered, the palette itself not', () => {
  const names = openPalette(offer).entries.flatMap(({ press: one }) =>
    one.type === 'command' ? [one.name] : [],
  );
  expect(names).toEqual(Object.keys(usualKeymap.replay).filter(name => name !== 'palette'));
  expect(names).toContain('exit');
});

test('words that are typed nearly right find the action', () => {
  expect(first(press(...'ledgr'))).toBe('ledger of the rules you stated');
  expect(first(press(...'next pushb'.replace(' ', '')))).toBe('next pushback');
});

test('enter asks for the action under the cursor, escape for none', () => {
  expect(press(...'broken', 'down', 'enter').done?.press).toEqual({ type: 'command', name: 'previousBreak' });
  expect(press('escape').done).toEqual({ press: null });
});

test('a number goes to that turn where turns are counted', () => {
  expect(first(press('4', '2'))).toBe('go to turn 42');
  expect(press('4', '2', 'enter').done?.press).toEqual({ type: 'number', number: 42 });
  const search = { title: 'search', bindings: usualKeymap.search, counts: null };
  const typed = createPaletteReducer(search)(openPalette(search), { type: 'typed', text: '42' });
  expect(typed.entries).toEqual([]);
});

test('the cursor stays on the list, and enter on an empty one does nothing', () => {
  expect(press('up').cursor).toBe(0);
  expect(press(...'zzzzzzz', 'down').cursor).toBe(0);
  expect(press(...'zzzzzzz', 'enter').done).toBeNull();
});
