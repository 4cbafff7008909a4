import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';

/** What a person is told once in their life with pushback. */
export type Once = 'first run' | 'deletion';

const pathIn = (dir: string): string => join(dir, 'told.json');

/** What was told already. A file that cannot be read counts as nothing told: telling twice harms nobody. */
const readTold = (dir: string): readonly string[] => {
  try {
    const { told } = JSON.parse(readFileSync(pathIn(dir), 'utf8'));
    return Array.isArray(told) ? told : [];
  } catch {
    return [];
  }
};

/**
 * The first sentence that was not told yet, remembered as told from now on; null has nothing to tell. Rejects as node:fs
 * does when that cannot be kept.
 */
export const tellOnce = async (
  dir: string,
  sentences: Readonly<Record<Once, string | null>>,
): Promise<string | null> => {
  const told = readTold(dir);
  for (const [once, sentence] of Object.entries(sentences)) {
    if (sentence === null || told.includes(once)) continue;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const file = new JSONFile<{ told: readonly string[] }>(pathIn(dir));
    await new Low(file, { told: [...told, once] }).write();
    return sentence;
  }
  return null;
};
