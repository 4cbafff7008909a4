import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const newline = 10;
const chunkBytes = 4 * 1024 * 1024;

/** The lines of a log file, read on demand. `close` it when done; a line that vanished reads as ''. */
export type LogLines = {
  readonly path: string;
  readonly bytes: number;
  /** How many lines are known so far; grows while `readOn` is called. */
  readonly count: () => number;
  /** Finds the next lines (about 4 MB) and hands each to `push`; false at the end of the file. */
  readonly readOn: (push: (line: string, index: number) => void) => boolean;
  /** The text of lines `from` (included) to `to` (not), joined by newlines. */
  readonly text: (from: number, to: number) => string;
  readonly close: () => void;
};

/** Opens a log for reading by line. Only offsets are kept, so a log of any size costs its window. Throws as node:fs does. */
export const openLogLines = (path: string): LogLines => {
  const file = openSync(path, 'r');
  const bytes = fstatSync(file).size;
  const starts: number[] = [];
  let position = 0;
  let rest: Buffer = Buffer.alloc(0);

  const readOn: LogLines['readOn'] = push => {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, bytes - position)));
    const got = chunk.length === 0 ? 0 : readSync(file, chunk, 0, chunk.length, position);
    const restStart = position - rest.length;
    position += got;
    const text = rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, got)]) : chunk.subarray(0, got);
    const atEnd = got === 0 || position >= bytes;
    let from = 0;
    for (let end = text.indexOf(newline); end !== -1; end = text.indexOf(newline, from)) {
      starts.push(restStart + from);
      push(text.toString('utf8', from, end), starts.length - 1);
      from = end + 1;
    }
    rest = text.subarray(from);
    if (!atEnd) return true;
    if (rest.length > 0) {
      starts.push(restStart + from);
      push(rest.toString('utf8'), starts.length - 1);
      rest = Buffer.alloc(0);
    }
    return false;
  };

  const text: LogLines['text'] = (from, to) => {
    const start = starts[from];
    if (start === undefined || to <= from) return '';
    const end = starts[to] ?? (to >= starts.length ? position - rest.length : position);
    const buffer = Buffer.allocUnsafe(Math.max(0, end - start));
    const got = readSync(file, buffer, 0, buffer.length, start);
    const read = buffer.toString('utf8', 0, got);
    return read.endsWith('\n') ? read.slice(0, -1) : read;
  };

  return { path, bytes, count: () => starts.length, readOn, text, close: () => closeSync(file) };
};
