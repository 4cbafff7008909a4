import {
  appendFileSync,
  closeSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLogLines } from '../../src/files/log-lines.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const logOf = (content: string): string => {
  const path = join(emptyFolder(), 'log.jsonl');
  writeFileSync(path, content);
  return path;
};

/** A log that was read to its end, and what was handed over so far. */
const openRead = (path: string) => {
  const log = openLogLines(path);
  const pushed: string[] = [];
  const readOn = () => {
    while (log.readOn((line, index) => expect(index).toBe(pushed.push(line) - 1)));
  };
  readOn();
  log.seal?.();
  return { log, pushed, readOn, change: () => log.change?.() };
};

const lines = ['{"say":"one"}', '{"say":"two ü"}', '{"say":"three","of":{"a":1}}'];

test('of a log that grows only what was added is handed over', () => {
  const path = logOf(`${lines[0]}\n`);
  const { log, pushed, readOn, change } = openRead(path);
  expect(change()).toBe('same');
  appendFileSync(path, `${lines[1]}\n`);
  expect(change()).toBe('grown');
  readOn();
  expect(pushed).toEqual(lines.slice(0, 2));
  expect(log.text(0, 2)).toBe(lines.slice(0, 2).join('\n'));
  log.close();
});

test('a half-written last line is no line until it is whole', () => {
  const path = logOf(`${lines[0]}\n${lines[1]?.slice(0, 7)}`);
  const { log, pushed, readOn, change } = openRead(path);
  expect(pushed).toEqual([lines[0]]);
  expect(log.halfWritten?.()).toBe(1);
  appendFileSync(path, `${lines[1]?.slice(7)}\n${lines[2]}\n`);
  expect(change()).toBe('grown');
  readOn();
  expect(pushed).toEqual(lines);
  expect(log.halfWritten?.()).toBeNull();
  log.close();
});

test('wherever a log was cut when it was opened, written on it reads as if it had been whole', () => {
  const whole = lines.join('\n');
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.boolean(), (at, isEnded) => {
      const bytes = Buffer.from(`${whole}${isEnded ? '\n' : ''}`);
      const path = logOf(bytes.subarray(0, at).toString('latin1'));
      writeFileSync(path, bytes.subarray(0, at));
      const { log, pushed, readOn, change } = openRead(path);
      appendFileSync(path, bytes.subarray(at));
      // What looked like a whole line and was none has to be read anew.
      const told = change();
      readOn();
      if (told === 'grown') expect(pushed).toEqual(lines);
      else expect(told).toBe('anew');
      log.close();
    }),
  );
});

const undone: [string, string, (path: string) => void][] = [
  ['cut short', 'shortened', path => truncateSync(path, 5)],
  ['written over with as many other bytes', 'rewritten', path => writeAt(path, 3, 'SAY')],
  [
    'written over with more',
    'rewritten',
    path => writeFileSync(path, lines.toReversed().join('\n').repeat(2)),
  ],
  ['replaced by another file', 'replaced', path => replaceWith(path, `${lines[2]}\n`)],
  ['replaced by a file that goes on', 'anew', path => replaceWith(path, `${lines.join('\n')}\nmore\n`)],
  ['deleted', 'gone', path => rmSync(path)],
];
test.each(undone)('a log that was %s is told', (_, told, happen) => {
  const path = logOf(`${lines.join('\n')}\n`);
  const { log, change } = openRead(path);
  happen(path);
  expect(change()).toBe(told);
  log.close();
});

test('in a log of megabytes a line that was taken out is noticed, though as many bytes were put in its place', () => {
  const many = Array.from(
    { length: 40_000 },
    (_, at) => `{"number":${100_000 + at},"say":"${'word '.repeat(10)}"}`,
  );
  const path = logOf(`${many.join('\n')}\n`);
  const { log, change } = openRead(path);
  const [out = ''] = many.splice(20_000, 1);
  writeFileSync(path, `${many.join('\n')}\n${out}\n`);
  expect(change()).toBe('rewritten');
  log.close();
});

/** In place, as a program does that keeps the file open. */
const writeAt = (path: string, at: number, text: string): void => {
  const file = openSync(path, 'r+');
  writeSync(file, text, at);
  closeSync(file);
};

const replaceWith = (path: string, text: string): void => {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
};
