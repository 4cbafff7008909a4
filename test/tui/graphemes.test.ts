import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { slimInk } from '../../src/dev/slim-ink.ts';
import { createSegmenter } from '../../src/tui/graphemes.ts';

const real = new Intl.Segmenter();
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '·',
      '⏎',
      '▁',
      '漢',
      'カ',
      'é',
      '\r',
      '\n',
      '\u0301',
      '\u200d',
      '👩',
      '\u001b',
    ),
  }),
);

test('graphemes are those of the real segmenter, whichever way they are found', () => {
  const ours = createSegmenter();
  fc.assert(
    fc.property(texts, text => {
      expect([...ours.segment(text)]).toEqual([...real.segment(text)]);
      for (const index of [0, 1, text.length - 1, text.length])
        expect(ours.segment(text).containing(index)).toEqual(real.segment(text).containing(index));
    }),
  );
});

test('every pair of characters that is taken for two is two', () => {
  const ours = createSegmenter();
  const joined = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(character =>
    ['漢', character].some(
      other => [...ours.segment(other + character)].length !== [...real.segment(other + character)].length,
    ),
  );
  expect(joined).toEqual([]);
});

test('every character that the bundle takes for one column is one', () => {
  const file = fileURLToPath(import.meta.resolve('string-width'));
  const { code } = slimInk.transform(readFileSync(file, 'utf8'), file) ?? {};
  const narrow = new RegExp(/\/(\^\[\\u0020.*\$)\//.exec(code ?? '')?.[1] ?? '');
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    character => narrow.test(character),
  );
  expect(characters.length).toBeGreaterThan(1000);
  expect(characters.filter(character => stringWidth(character) !== 1)).toEqual([]);
});

test('a library that is no longer the one that was patched fails the build', () => {
  expect(() => slimInk.transform('export default 1;', '/string-width/index.js')).toThrow(
    'look at slim-ink again',
  );
});
