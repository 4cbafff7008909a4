import type { LogBytes } from './log-bytes.ts';

const windowBytes = 256 * 1024;
/** The bytes that were read last, and of which log. One for the thread: turns are decoded one log at a time. */
let last: { readonly file: LogBytes; readonly start: number; readonly length: number } | undefined;
let buffer: Buffer | undefined;

/**
 * Reads pieces of a log, which mostly stand one behind the other: a window is read at once, and those in it cost no call
 * of the system. What `read` gives is to be used before it is called again.
 */
export const createLogWindow = (file: LogBytes) => ({
  /** Bytes `start` to `end`, or as many as there are. */
  read: (start: number, end: number): Buffer => {
    const wanted = end - start;
    if (wanted > windowBytes) return readApart(file, start, wanted);
    if (last?.file !== file || start < last.start || end > last.start + last.length) {
      buffer ??= Buffer.allocUnsafe(windowBytes);
      last = { file, start, length: file.read(buffer, start) };
    }
    const from = start - last.start;
    return (buffer ?? none).subarray(from, Math.min(from + wanted, last.length));
  },
  /** Forgets what was read: the log has grown behind it, or is closed. */
  forget: (): void => {
    if (last?.file === file) last = undefined;
  },
});

const readApart = (file: LogBytes, start: number, bytes: number): Buffer => {
  const apart = Buffer.allocUnsafe(bytes);
  return apart.subarray(0, file.read(apart, start));
};
const none = Buffer.alloc(0);
