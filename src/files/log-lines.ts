import { isUtf8 } from 'node:buffer';
import { type LogBytes, openLogBytes } from './log-bytes.ts';
import type { LogRecords } from './log-records.ts';
import { toLogText } from './log-text.ts';

const newline = 10;
const chunkBytes = 4 * 1024 * 1024;

/**
 * Opens a log for reading by line, up to the size that it has now. Of one that is longer than a chunk only offsets are
 * kept, so a log of any size costs its window. Throws as node:fs does.
 */
export const openLogLines = (path: string, opened?: LogBytes): LogRecords => {
  const { bytes, read, start: startOf, firstLines, close } = opened ?? openLogBytes(path);
  const starts: number[] = [];
  /** The lines of a log that is one chunk: most are, and none of them is read twice. */
  const lines: string[] | null = bytes <= chunkBytes ? [] : null;
  let position = 0;
  /** Decoded already when the head was looked at, where they are whole. */
  const known = firstLines();
  const knownWhole = startOf(bytes).length === bytes ? known.length : known.length - 1;
  /** The beginning of a line whose end is not read yet, and where it stands. */
  let rest: Buffer[] = [];
  let restStart = 0;
  let spoilt: number | null = null;

  const pushLine = (line: Buffer, start: number, push: (line: string, index: number) => void): void => {
    const at = starts.length;
    const text = (at < knownWhole && known[at]) || toLogText(line, start === 0);
    starts.push(start);
    lines?.push(text);
    push(text, at);
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

  const readChunk = (): Buffer => {
    const start = startOf(chunkBytes);
    if (position === 0 && start.length === bytes) return start;
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, bytes - position)));
    return chunk.subarray(0, chunk.length === 0 ? 0 : read(chunk, position));
  };

  const readOn: LogRecords['readOn'] = push => {
    const fresh = readChunk();
    position += fresh.length;
    const atEnd = fresh.length === 0 || position >= bytes;
    const whole = atEnd ? fresh.length : fresh.lastIndexOf(newline) + 1;
    if (whole > 0 || atEnd) {
      const start = restStart;
      const found =
        rest.length > 0 ? Buffer.concat([...rest, fresh.subarray(0, whole)]) : fresh.subarray(0, whole);
      rest = [];
      restStart = start + found.length;
      pushLines(found, start, push);
    }
    if (whole < fresh.length) rest.push(fresh.subarray(whole));
    return !atEnd;
  };

  const text: LogRecords['text'] = (from, to) => {
    if (lines) return lines.slice(from, to).join('\n');
    const start = starts[from];
    if (start === undefined || to <= from) return '';
    const buffer = Buffer.allocUnsafe(Math.max(0, (starts[to] ?? restStart) - start));
    const got = read(buffer, start);
    const end = got > 0 && buffer[got - 1] === newline ? got - 1 : got;
    return toLogText(buffer.subarray(0, end), start === 0);
  };

  return { spoilt: () => spoilt, readOn, text, close };
};
