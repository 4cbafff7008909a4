import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

const mostKept = 100;

const pathIn = (dir: string): string => join(dir, 'queries.json');

/** Queries that led somewhere, the latest first. A file that cannot be read holds none: nothing is lost with it. */
export const readQueries = (dir: string): readonly string[] => {
  try {
    const { queries } = JSON.parse(readFileSync(pathIn(dir), 'utf8'));
    return Array.isArray(queries) ? queries.filter(query => typeof query === 'string') : [];
  } catch {
    return [];
  }
};

/** Puts a query before all others; the oldest of too many goes. Throws as node:fs does when it cannot be written. */
export const keepQuery = (dir: string, query: string): void => {
  const before = readQueries(dir);
  if (before[0] === query) return;
  const queries = [query, ...before.filter(one => one !== query)].slice(0, mostKept);
  writeWhole(pathIn(dir), `${JSON.stringify({ queries }, null, 1)}\n`);
};
