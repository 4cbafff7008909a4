import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { toLogText } from './log-text.ts';

const newline = 10;
const chunkBytes = 4 * 1024 * 1024;

/** The lines of a log file, read on demand. `close` it when done; a line that vanished reads as ''. */
export type LogLines = {
  readonly path: string;
  readonly bytes: number;
  /** How many lines are known so far; grows while `readOn` is called. */
  readonly count: () => number;
  /** The first line so far (from 0) with bytes that are no UTF-8; null when there is none. */
  readonly spoilt: () => number | null;
  /** Finds the next lines (about 4 MB) and hands each to `push`; false at the end of the file. */
  readonly readOn: (push: (line: string, index: number) => void) => boolean;
  /** The text of lines `from` (included) to `to` (not), joined by newlines. */
  readonly text: (from: number, to: number) => string;
  readonly close: () => void;
};

/**
 * Opens a log for reading by line, up to the size that it has now. Only offsets are kept, so a log of any size costs its
 * window. Throws as node:fs does.
 */
export const openLogLines = (path: string): LogLines => {
  const file = openSync(path, 'r');
  const bytes = fstatSync(file).size;
  const starts: number[] = [];
  let position = 0;
  /** The beginning of a line whose end is not read yet, and where it stands. */
  let rest: Buffer[] = [];
  let restStart = 0;
  let spoilt: number | null = null;

  const pushLine = (line: Buffer, start: number, push: (line: string, index: number) => void): void => {
    starts.push(start);
    push(toLogText(line, start === 0), starts.length - 1);
  };
  /** Hands over whole lines, each with its line end. */
  const pushLines = (text: Buffer, start: number, push: (line: string, index: number) => void): void => {
    const isClean = spoilt !== null || isUtf8(text);
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf(newline, from);
      const line = text.subarray(from, end === -1 ? text.length : end);
      if (!isClean && spoilt === null && !isUtf8(line)) spoilt = starts.length;
      pushLine(line, start + from, push);
      from += line.length + 1;
    }
  };

  const readOn: LogLines['readOn'] = push => {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, bytes - position)));
    const got = chunk.length === 0 ? 0 : readSync(file, chunk, 0, chunk.length, position);
    position += got;
    const atEnd = got === 0 || position >= bytes;
    const read = chunk.subarray(0, got);
    const whole = atEnd ? read.length : read.lastIndexOf(newline) + 1;
    if (whole > 0 || atEnd) {
      const start = restStart;
      const lines =
        rest.length > 0 ? Buffer.concat([...rest, read.subarray(0, whole)]) : read.subarray(0, whole);
      rest = [];
      restStart = start + lines.length;
      pushLines(lines, start, push);
    }
    if (whole < read.length) rest.push(read.subarray(whole));
    return !atEnd;
  };

  const text: LogLines['text'] = (from, to) => {
    const start = starts[from];
    if (start === undefined || to <= from) return '';
    const buffer = Buffer.allocUnsafe(Math.max(0, (starts[to] ?? restStart) - start));
    const got = readSync(file, buffer, 0, buffer.length, start);
    const end = got > 0 && buffer[got - 1] === newline ? got - 1 : got;
    return toLogText(buffer.subarray(0, end), start === 0);
  };

  const close = () => closeSync(file);
  return { path, bytes, count: () => starts.length, spoilt: () => spoilt, readOn, text, close };
};
