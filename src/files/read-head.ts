import { openLogBytes } from './log-bytes.ts';
import { toLogText } from './log-text.ts';

const headBytes = 65_536;

/** The first 64 KB of a log as text, for telling its format. Throws as node:fs does when it cannot be read. */
export const readHead = (path: string): string => {
  const file = openLogBytes(path);
  try {
    const buffer = Buffer.allocUnsafe(headBytes);
    return toLogText(buffer.subarray(0, file.read(buffer, 0)), true);
  } finally {
    file.close();
  }
};
