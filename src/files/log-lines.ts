import { isUtf8 } from 'node:buffer';
import type { LogChange } from '../domain/log-change.ts';
import { aheadBytes, type LogBytes, openLogBytes } from './log-bytes.ts';
import type { LogRecords } from './log-records.ts';
import { createSeal } from './log-seal.ts';
import { toLogText } from './log-text.ts';
import { createLogWindow } from './log-window.ts';

const newline = 10;
const chunkBytes = 1024 * 1024;
/** The lines of a log up to this size are kept, and none of them is read twice: most logs are smaller. */
const mostKept = 4 * 1024 * 1024;
/** What is read at a time; all of it is taken to pieces before the next log is read. */
let spare: Buffer | undefined;

/**
 * Opens a log for reading by line, up to the size that it has now, or had when `change` last told that it has grown. Of
 * one that is longer than `mostKept` only offsets are kept, so a log of any size costs its window. Throws as node:fs does.
 */
export const openLogLines = (path: string, opened?: LogBytes): LogRecords => {
  const file = opened ?? openLogBytes(path);
  const starts: number[] = [];
  let lines: string[] | null = file.size() <= mostKept ? [] : null;
  let position = 0;
  /** Decoded already when the head was looked at, where they are whole. */
  const known = file.firstLines();
  let knownWhole = file.start(aheadBytes).length === file.size() ? known.length : known.length - 1;
  /** The beginning of a line whose end is not read yet, and where it stands. */
  let rest: Buffer[] = [];
  let restStart = 0;
  let spoilt: number | null = null;
  /** The last line was taken though it has no end: what is written next may belong to it. */
  let isOpen = false;
  const isJson = opensObject(file.start(64));
  const window = createLogWindow(file);
  const seal = createSeal(path, file);

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
    const start = file.start(chunkBytes);
    if (position === 0 && start.length === file.size()) {
      position = start.length;
      return start;
    }
    spare ??= Buffer.allocUnsafe(chunkBytes);
    const chunk = spare.subarray(0, Math.min(chunkBytes, Math.max(0, file.size() - position)));
    const got = chunk.length === 0 ? 0 : file.read(chunk, position);
    position += got;
    return chunk.subarray(0, got);
  };

  const readOn: LogRecords['readOn'] = push => {
    const fresh = readChunk();
    const atEnd = fresh.length === 0 || position >= file.size();
    const whole = fresh.lastIndexOf(newline) + 1;
    const last = atEnd && !(isJson && isHalf(Buffer.concat([...rest, fresh.subarray(whole)])));
    const taken = last ? fresh.length : whole;
    if (taken > 0 || last) {
      const start = restStart;
      const found =
        rest.length > 0 ? Buffer.concat([...rest, fresh.subarray(0, taken)]) : fresh.subarray(0, taken);
      rest = [];
      restStart = start + found.length;
      isOpen = found.length > 0 && found.at(-1) !== newline;
      pushLines(found, start, push);
    }
    // The chunk is read into again.
    if (taken < fresh.length) rest.push(Buffer.from(fresh.subarray(taken)));
    return !atEnd;
  };

  const text: LogRecords['text'] = (from, to) => {
    if (lines) return lines.slice(from, to).join('\n');
    const start = starts[from];
    if (start === undefined || to <= from) return '';
    const bytes = window.read(start, starts[to] ?? restStart);
    const end = bytes.at(-1) === newline ? bytes.length - 1 : bytes.length;
    return toLogText(bytes.subarray(0, end), start === 0);
  };

  const change = (): LogChange => {
    const told = seal.change();
    if (told !== 'grown') return told;
    if (file.size() > mostKept) lines = null;
    window.forget();
    // The last of them may have been half a line.
    knownWhole = 0;
    if (!isOpen) return told;
    const [next] = window.read(position, position + 1);
    if (next !== newline) return 'anew';
    position += 1;
    restStart = position;
    isOpen = false;
    return told;
  };

  return {
    spoilt: () => spoilt,
    halfWritten: () => (rest.length > 0 && position >= file.size() ? starts.length : null),
    readOn,
    text,
    seal: seal.set,
    change,
    ...(file.growth && { size: file.size }),
    places: from => ({ starts: Float64Array.from(starts.slice(from)), end: restStart }),
    learn: (from, places) => {
      starts.length = from;
      for (const start of places.starts) starts.push(start);
      restStart = places.end;
      window.forget();
    },
    close: () => {
      window.forget();
      file.close();
    },
  };
};

const opensObject = (bytes: Buffer): boolean => /^\uFEFF?\s*\{/.test(bytes.toString('utf8'));

/** The beginning of an object without its end: its writer is not through. */
const isHalf = (line: Buffer): boolean =>
  opensObject(line.subarray(0, 64)) && !/\}\s*$/.test(line.subarray(-64).toString('latin1'));
