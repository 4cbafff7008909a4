import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

/**
 * Changes when the program does: newest time and total size of what it runs from (its bundle, or its sources).
 * What an older program made of a log may differ, so the index keeps this and is built anew.
 */
export const programStamp = (): string => {
  const root = packageRoot();
  const folders = import.meta.url.endsWith('.ts') ? ['src', 'config'] : ['dist'];
  const stats = folders
    .map(name => join(root, name))
    .filter(existsSync)
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
    )
    .map(path => statSync(path))
    .filter(stat => stat.isFile());
  const newest = stats.reduce((latest, { mtimeMs }) => Math.max(latest, mtimeMs), 0);
  const bytes = stats.reduce((sum, { size }) => sum + size, 0);
  return `${Math.round(newest)}-${bytes}`;
};
