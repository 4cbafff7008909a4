import { openLogBytes } from './log-bytes.ts';
import { placeOf } from './log-place.ts';
import { schemaOf, sqliteMark } from './log-rows.ts';
import { toLogText } from './log-text.ts';

const headBytes = 65_536;

/**
 * The first 64 KB of a log as text, for telling its format; of a database, the statements that made it. Throws as
 * node:fs and node:sqlite do when it cannot be read.
 */
export const readHead = (path: string): string => {
  const { file: container } = placeOf(path);
  const file = openLogBytes(container);
  try {
    const buffer = Buffer.allocUnsafe(headBytes);
    const text = toLogText(buffer.subarray(0, file.read(buffer, 0)), true);
    return text.startsWith(`${sqliteMark}\0`) ? schemaOf(container) : text;
  } finally {
    file.close();
  }
};
