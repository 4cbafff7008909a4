import { closeSync, openSync, readSync } from 'node:fs';
import { toLogText } from './log-text.ts';

const headBytes = 65_536;

/** The first 64 KB of a log as text, for telling its format. Throws as node:fs does when it cannot be read. */
export const readHead = (path: string): string => {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(headBytes);
    return toLogText(buffer.subarray(0, readSync(file, buffer, 0, headBytes, 0)), true);
  } finally {
    closeSync(file);
  }
};
