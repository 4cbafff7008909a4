import { readFileSync } from 'node:fs';

/** A small text file; null when there is none. Throws as node:fs does when it is there and cannot be read. */
export const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
