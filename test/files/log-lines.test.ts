import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLogLines } from '../../src/files/log-lines.ts';
import { readHead } from '../../src/files/read-head.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const logOf = (content: string | Buffer): string => {
  const path = join(emptyFolder(), 'log.jsonl');
  writeFileSync(path, content);
  return path;
};

const readAll = (path: string) => {
  const lines = openLogLines(path);
  const pushed: string[] = [];
  while (lines.readOn(line => pushed.push(line)));
  const again = pushed.map((_, at) => lines.text(at, at + 1));
  const whole = lines.text(0, pushed.length);
  lines.close();
  return { pushed, again, whole, spoilt: lines.spoilt() };
};

test('lines come one by one, and again by their number', () => {
  const { pushed, again, whole } = readAll(logOf('one\n\ntwo ü\nhalf'));
  expect(pushed).toEqual(['one', '', 'two ü', 'half']);
  expect(again).toEqual(pushed);
  expect(whole).toBe('one\n\ntwo ü\nhalf');
});

test('an empty log has no line, a line end at the end begins none', () => {
  expect(readAll(logOf('')).pushed).toEqual([]);
  expect(readAll(logOf('one\n')).pushed).toEqual(['one']);
});

test('line ends of Windows and a byte order mark are no part of a line', () => {
  const path = logOf('\ufeffone\r\ntwo\rthree\r\n');
  expect(readAll(path)).toMatchObject({ pushed: ['one', 'two\rthree'], whole: 'one\ntwo\rthree' });
  expect(readAll(path).again).toEqual(['one', 'two\rthree']);
  expect(readHead(path).split('\n')[0]).toBe('one');
});

test('bytes that are no UTF-8 are shown as such, and the first such line is known', () => {
  const { pushed, spoilt } = readAll(logOf(Buffer.from('ü\ncaf\xe9\nna\xefve\n', 'latin1')));
  expect(spoilt).toBe(0);
  expect(pushed).toEqual(['\ufffd', 'caf\ufffd', 'na\ufffdve']);
  expect(readAll(logOf(Buffer.concat([Buffer.from('ü\n'), Buffer.from('caf\xe9\n', 'latin1')]))).spoilt).toBe(
    1,
  );
});

test('lines longer than what is read at a time are whole, also where a character is cut in two', () => {
  const long = `x${'ü'.repeat(5 * 1024 * 1024)}`;
  const { pushed, again, spoilt } = readAll(logOf(`first\n${long}\nlast\n`));
  expect(pushed.map(line => line.length)).toEqual([5, long.length, 4]);
  expect(pushed[1] === long && again[1] === long).toBe(true);
  expect(spoilt).toBeNull();
});

test('a log that grows is read up to the size that it had, one that shrinks up to its end', () => {
  const grownPath = logOf('one\ntwo\n');
  const grown = openLogLines(grownPath);
  appendFileSync(grownPath, 'three\n');
  const pushed: string[] = [];
  while (grown.readOn(line => pushed.push(line)));
  grown.close();
  expect(pushed).toEqual(['one', 'two']);
  // Longer than what is read when it is opened.
  const long = 'x'.repeat(100_000);
  const shrunkPath = writeText(join(emptyFolder(), 'log'), `${long}\ntwo\n`);
  const shrunk = openLogLines(shrunkPath);
  truncateSync(shrunkPath, long.length + 2);
  const left: string[] = [];
  while (shrunk.readOn(line => left.push(line)));
  expect(left).toEqual([long, 't']);
  expect([shrunk.text(0, 1), shrunk.text(1, 2), shrunk.text(2, 3)]).toEqual([long, 't', '']);
  shrunk.close();
});

test('any text is cut at its line ends and nowhere else', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'ü', '😀', '\n', '\r', '\0', '\ufeff') }), text => {
      const { pushed, again, whole } = readAll(logOf(text));
      const wanted = text
        .replace(/^\ufeff/, '')
        .replace(/\n$/, '')
        .replaceAll('\r\n', '\n')
        .replace(/\r$/, '');
      expect(whole).toBe(wanted);
      if (text !== '') expect(pushed.join('\n')).toBe(wanted);
      expect(again).toEqual(pushed);
    }),
    { numRuns: 60 },
  );
});

test('a packed log that is longer than what is looked at of it first loses no line there', () => {
  const lines = Array.from({ length: 2000 }, (_, at) => `line ${at} ${'of a long log '.repeat(5)}`.trimEnd());
  const text = `${lines.join('\n')}\n`;
  for (const path of [logOf(text), logOf(zstdCompressSync(text))])
    expect(readAll(path).pushed).toEqual(lines);
});

test('a log packed with zstd, also in several frames, reads as the log that it was', () => {
  const packed = ['one\ntwo ü\n', 'three\n'].map(text => zstdCompressSync(text));
  const path = logOf(Buffer.concat(packed));
  expect(readAll(path)).toMatchObject({ pushed: ['one', 'two ü', 'three'], spoilt: null });
  expect(readHead(path)).toBe('one\ntwo ü\nthree\n');
  expect(() => readAll(logOf(packed[0]?.subarray(0, 12) ?? ''))).toThrow();
});
