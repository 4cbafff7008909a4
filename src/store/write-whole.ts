import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file for the owner alone, beside its place first: a reader sees the old file or the new one, whole. Throws as
 * node:fs does, and leaves nothing half-written behind.
 */
export const writeWhole = (path: string, text: string): void => {
  const fresh = `${path}.${crypto.randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(fresh, text, { mode: 0o600 });
    renameSync(fresh, path);
  } catch (error) {
    forget(fresh);
    throw error;
  }
};

/** If it cannot go either, the error to tell is the first one. */
const forget = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nothing was written.
  }
};
