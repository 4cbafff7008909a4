import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine, sanitise, unsafeRanges } from '../../src/domain/sanitise.ts';
import { hostileText, payloads } from '../helpers/hostile-text.ts';
import { strayTraffic } from '../helpers/terminal-traffic.ts';

test.each([
  '👩‍💻',
  '👨‍👩‍👧‍👦',
  '❤️',
  '🏳️‍🌈',
  '1️⃣',
  '👩🏽‍🚀',
  '👁️‍🗨️',
  '👨‍🦰',
  'नमस्ते',
  'שָׁלוֹם',
  'e\u0301',
  '한글',
  'two\nlines',
])('%s stays as it is', text => {
  expect(sanitise(text)).toBe(text);
});

test.each([
  ['an escape sequence goes whole', 'a\u001b[31mb', 'ab'],
  ['so does a clipboard write', '\u001b]52;c;aGk=\u0007x', 'x'],
  ['a bidi override no longer turns the row', 'abc\u202etxt', 'abctxt'],
  ['isolates and marks of direction go', '\u2066x\u2069\u200f\u061c', 'x'],
  ['a joiner between letters goes', 'a\u200db', 'ab'],
  ['a selector after a letter goes', 'a\ufe0f', 'a'],
  ['fillers that show nothing go', '\u00ad\u3164\u115f\u{e0041}', ''],
  ['half a character goes', 'a\ud800b', 'ab'],
  ['marks in a heap are cut down', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(6)}b`],
  [
    'a chain of pictures is joined to four at most',
    '👩\u200d'.repeat(9),
    '👩\u200d👩\u200d👩\u200d👩👩👩👩👩👩',
  ],
  ['a tab becomes two blanks', 'a\tb', 'a  b'],
])('%s', (_, text, safe) => {
  expect(sanitise(text)).toBe(safe);
});

test('whatever a log holds, nothing of it reaches a terminal raw', () => {
  for (const payload of payloads) expect(strayTraffic(sanitise(payload))).toEqual([]);
  fc.assert(
    fc.property(hostileText, fc.nat(80), (text, most) => {
      expect(strayTraffic(sanitise(text))).toEqual([]);
      expect(sanitise(text)).not.toMatch(/\u001b/);
      expect(strayTraffic(oneLine(text, most))).toEqual([]);
      expect(oneLine(text, most)).not.toMatch(/\n/);
    }),
    { numRuns: Number(process.env.HOSTILE_RUNS ?? 500) },
  );
});

test('one line of a text that goes on ends in a sign, and is no longer than asked for', () => {
  expect(oneLine('two\n lines ', 20)).toBe('two lines');
  expect(oneLine('exactly', 7)).toBe('exactly');
  expect(oneLine('somewhat more', 9)).toBe('somewhat…');
  expect(oneLine(`short${' '.repeat(100)}and more`, 10)).toBe('short…');
  expect(oneLine(`short${' '.repeat(100)}`, 10)).toBe('short');
  fc.assert(
    fc.property(hostileText, fc.nat(80), (text, most) => {
      expect(oneLine(text, most).length).toBeLessThanOrEqual(most);
    }),
  );
});

test('safe text is safe a second time', () => {
  fc.assert(
    fc.property(hostileText, text => {
      expect(sanitise(sanitise(text))).toBe(sanitise(text));
    }),
  );
});

test('a megabyte of any of it is made safe in the time of a blink', () => {
  for (const payload of payloads) {
    const text = payload.repeat(Math.ceil(1e6 / payload.length));
    expect(sanitise(text).length).toBeLessThanOrEqual(text.length * 2);
  }
});

test('marks that only what was taken out kept apart are no heap either, and a drawing is told the same', () => {
  const text = `a${'\u0301'.repeat(5)}\u202e${'\u0301'.repeat(5)}b`;
  expect(sanitise(text)).toBe(`a${'\u0301'.repeat(6)}b`);
  const cut = unsafeRanges(text).reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    text,
  );
  expect(cut).toBe(sanitise(text));
});

test('what a drawing keeps of a text is safe too', () => {
  fc.assert(
    fc.property(hostileText, text => {
      const plain = text.replaceAll(/[\t\r]/g, ' ');
      const cut = unsafeRanges(plain).reduceRight(
        (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
        plain,
      );
      expect(strayTraffic(cut)).toEqual([]);
    }),
  );
});
