import { describe, expect, test } from 'vitest';
import type { Bindings } from '../../../src/tui/keys/bindings.ts';
import { browseKeys } from '../../../src/tui/screens/browse/browse-keys.ts';
import { episodesKeys } from '../../../src/tui/screens/episodes/episodes-keys.ts';
import { replayKeys } from '../../../src/tui/screens/replay/replay-keys.ts';
import { searchKeys } from '../../../src/tui/screens/search/search-keys.ts';

const screens: readonly (readonly [string, Bindings<unknown>])[] = [
  ['sessions', browseKeys],
  ['replay', replayKeys],
  ['episodes', episodesKeys],
  ['search', searchKeys],
];

describe.each(screens)('%s', (_, bindings) => {
  test('no key means two things', () => {
    expect(twice(Object.values(bindings).flatMap(({ keys }) => keys))).toEqual([]);
  });
});

const twice = (words: readonly string[]): string[] => words.filter((word, at) => words.indexOf(word) !== at);
