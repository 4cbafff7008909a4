import { readFileSync } from 'node:fs';

/** A whole file as bytes; null when it cannot be read, or is none: files of two gigabytes and more cannot. */
export const readBytes = (path: string): Buffer | null => {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
};
