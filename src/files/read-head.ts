import { closeSync, openSync, readSync } from 'node:fs';

const headBytes = 65_536;

/** The first 64 KB of a log as text, for telling its format; '' when it cannot be read. */
export const readHead = (path: string): string => {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(headBytes);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, headBytes, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
};
