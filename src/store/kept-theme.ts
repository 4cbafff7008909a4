import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

const pathIn = (dir: string): string => join(dir, 'screen.json');

/** The theme that a person chose last; null where none was, or where that cannot be read. */
export const readTheme = (dir: string): string | null => {
  try {
    const { theme } = JSON.parse(readFileSync(pathIn(dir), 'utf8'));
    return typeof theme === 'string' ? theme : null;
  } catch {
    return null;
  }
};

/** Throws as node:fs does. */
export const writeTheme = (dir: string, theme: string): void =>
  writeWhole(pathIn(dir), `${JSON.stringify({ theme })}\n`);
