import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { paintLine } from '../../../src/tui/text/paint-spans.ts';
import { added, toSpans } from '../../../src/tui/text/span.ts';
import { type Flow, wrapFlow } from '../../../src/tui/text/wrap-spans.ts';

const flowOf = (text: string, breaks: Flow['breaks'] = 'words'): Flow => ({
  spans: toSpans(text, { from: 0, to: text.length }),
  breaks,
});
const wrapped = (text: string, width: number, breaks: Flow['breaks'] = 'words') =>
  wrapFlow(flowOf(text, breaks), width).map(line => paintLine(line));

test('prose is broken between words, and the blanks at a break are not drawn', () => {
  expect(wrapped('Rename the   worker pool', 10)).toEqual(['Rename the', 'worker', 'pool']);
});

test('a word longer than the line is broken where the line ends', () => {
  expect(wrapped('in src/checkout/currency.ts', 10)).toEqual(['in', 'src/checko', 'ut/currenc', 'y.ts']);
});

test('what indents a line stays', () => {
  expect(wrapped('    four blanks', 40)).toEqual(['    four blanks']);
});

test('code is broken anywhere, blanks and all', () => {
  expect(wrapped('a  =  b  +  c', 6, 'anywhere')).toEqual(['a  =  ', 'b  +  ', 'c']);
});

test('Chinese and Japanese are broken between characters, each two columns wide', () => {
  expect(wrapped('料金を確認する', 7)).toEqual(['料金を', '確認す', 'る']);
});

test('a character keeps its combining marks', () => {
  expect(wrapped('e\u0301e\u0301e\u0301e\u0301', 2, 'anywhere')).toEqual([
    'e\u0301e\u0301',
    'e\u0301e\u0301',
  ]);
  expect(wrapped('か\u3099か\u3099', 2, 'anywhere')).toEqual(['か\u3099', 'か\u3099']);
});

test('an emoji of several signs is not torn', () => {
  expect(wrapped('👍🏽👍🏽👍🏽', 4, 'anywhere')).toEqual(['👍🏽👍🏽', '👍🏽']);
  expect(wrapped('🇫🇷🇯🇵', 2, 'anywhere')).toEqual(['🇫🇷', '🇯🇵']);
});

test('letters written from right to left take one column each', () => {
  expect(wrapped('שלום עולם', 5)).toEqual(['שלום', 'עולם']);
});

test('a tab leads to the next column that four divides', () => {
  expect(wrapped('a\tb\t\tc', 40)).toEqual(['a   b       c']);
});

test('a bullet stands before the first line and its room before the others', () => {
  const flow = { ...flowOf('one two three'), first: [added('• ')], rest: [added('  ')] };
  expect(wrapFlow(flow, 7).map(line => paintLine(line))).toEqual(['• one', '  two', '  three']);
});

test('no more lines are laid out than were asked for', () => {
  expect(wrapFlow(flowOf('word '.repeat(10_000)), 40, 3)).toHaveLength(3);
});

/** Characters of every kind that makes widths hard, beside any other. */
const hard = fc.oneof(
  fc.constantFrom(
    'e\u0301',
    '👩‍👩‍👧',
    '👍🏽',
    '🇫🇷',
    '❤️',
    '1️⃣',
    '漢',
    'ｶﾞ',
    '각',
    'ש',
    'ع',
    '\t',
    ' ',
    '\u200d',
    '\ud83d',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const hardText = fc.array(hard, { maxLength: 60 }).map(parts => parts.join('').replaceAll('\n', ' '));

test('no line is wider than the width, and every word is drawn once, in its place', () => {
  fc.assert(
    fc.property(hardText, fc.integer({ min: 8, max: 60 }), fc.boolean(), (text, width, byWords) => {
      const lines = wrapFlow(flowOf(text, byWords ? 'words' : 'anywhere'), width);
      for (const line of lines) expect(stringWidth(paintLine(line))).toBeLessThanOrEqual(width);
      const drawn = lines
        .flat()
        .map(span => text.slice(span.from, span.to))
        .join('');
      const words = (part: string) =>
        part.replace(/[ \p{C}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, '');
      expect(words(drawn)).toBe(words(text));
    }),
  );
});
