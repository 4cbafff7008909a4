import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes a text into a new file for its owner alone, in the system's folder for such files, and gives its path. */
export const keepText = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'pushback-')), 'copied.txt');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};
