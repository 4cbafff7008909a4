import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeySettings } from '../../../src/app/config.ts';
import { usualKeymap, usualKeys } from '../../../src/tui/keys/keymap.ts';
import { resolveKeymap } from '../../../src/tui/keys/resolve-keymap.ts';

test('an action takes the keys of the config in place of its own, and nothing else changes', () => {
  const { keymap, problems } = resolveKeymap({ replay: { nextPushback: ['x', 'ctrl+x'] } });
  expect(problems).toEqual([]);
  expect(keymap.replay.nextPushback?.keys).toEqual(['x', 'ctrl+x']);
  expect({ ...keymap.replay, nextPushback: usualKeymap.replay.nextPushback }).toEqual(usualKeymap.replay);
  expect(keymap.browse).toEqual(usualKeymap.browse);
});

test('two actions can swap their keys', () => {
  const { keymap, problems } = resolveKeymap({ replay: { nextPushback: ['n'], nextMatch: [']'] } });
  expect(problems).toEqual([]);
  expect(keymap.replay.nextMatch?.keys).toEqual([']']);
});

test('an action can be left without a key: the palette still offers it', () => {
  const { keymap, problems } = resolveKeymap({ replay: { reject: [] } });
  expect([keymap.replay.reject?.keys, problems]).toEqual([[], []]);
});

describe('what cannot be is told, and the usual keys stay', () => {
  const told: readonly (readonly [string, KeySettings, string])[] = [
    [
      'another action has the key',
      { replay: { nextPushback: ['n'] } },
      '“n” already does nextMatch in replay',
    ],
    ['a key of everywhere', { browse: { sort: ['?'] } }, '“?” already does help in browse'],
    ['everywhere takes a key of a screen', { everywhere: { help: ['q'] } }, '“q” already does'],
    [
      'two actions want one key',
      { replay: { why: ['x'], ledger: ['x'] } },
      'keys.replay.ledger: “x” already does why',
    ],
    ['an unknown action', { replay: { nextPushBack: ['x'] } }, 'there is no such action'],
    ['an unknown screen', { replays: { why: ['x'] } }, 'there is no screen “replays”'],
    ['an unknown key', { replay: { why: ['f5'] } }, 'there is no key “f5”'],
    ['a key that ends the program', { replay: { why: ['ctrl+c'] } }, 'ctrl+c always leaves'],
    ['a key that the terminal hides', { replay: { why: ['ctrl+i'] } }, 'cannot tell ctrl+i from tab'],
    ['a letter in search', { search: { open: ['o'] } }, '“o” is text in search'],
    ['a name of every object', { replay: { toString: ['x'] } }, 'there is no such action'],
  ];
  test.each(told)('%s', (_, wanted, words) => {
    const { keymap, problems } = resolveKeymap(wanted);
    expect(problems.join()).toContain(words);
    expect(problems).toHaveLength(1);
    if (!('ledger' in (wanted.replay ?? {}))) expect(keymap).toEqual(usualKeymap);
  });
});

test('whatever a config wants, no key does two things on a screen', () => {
  const screen = fc.constantFrom(...(Object.keys(usualKeys) as (keyof typeof usualKeys)[]));
  const wish = screen.chain(name =>
    fc.tuple(
      fc.constant(name),
      fc.constantFrom(...Object.keys(usualKeys[name])),
      fc.array(fc.constantFrom('n', 'x', '?', ']', 'enter', 'ctrl+x', 'q'), { maxLength: 3 }),
    ),
  );
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 8 }), wishes => {
      const wanted: Record<string, Record<string, string[]>> = {};
      for (const [name, action, keys] of wishes) wanted[name] = { ...wanted[name], [action]: keys };
      for (const bindings of Object.values(resolveKeymap(wanted).keymap)) {
        const keys = Object.values(bindings).flatMap(binding => [...new Set(binding.keys)]);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }),
  );
});
