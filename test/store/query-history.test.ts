import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepQuery, readQueries } from '../../src/store/query-history.ts';
import { emptyFolder } from '../helpers/write-log.ts';

test('queries are kept over runs, the latest first, each once, for the owner alone', () => {
  const dir = join(emptyFolder(), 'new');
  expect(readQueries(dir)).toEqual([]);
  for (const query of ['tax', 'class:rejection', 'tax']) keepQuery(dir, query);
  expect(readQueries(dir)).toEqual(['tax', 'class:rejection']);
  expect(statSync(join(dir, 'queries.json')).mode & 0o077).toBe(0);
});

test('the oldest of too many goes, and a torn file holds none', () => {
  const dir = emptyFolder();
  for (let at = 0; at < 110; at += 1) keepQuery(dir, `word ${at}`);
  expect(readQueries(dir)).toHaveLength(100);
  expect(readQueries(dir)[0]).toBe('word 109');
  writeFileSync(join(dir, 'queries.json'), '{"queries":["ta');
  expect(readQueries(dir)).toEqual([]);
});
