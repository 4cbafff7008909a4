import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellOnce } from '../../src/store/told.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const both = { 'first run': 'welcome', deletion: 'logs go' };

test('each sentence is told once, one at a time, and what is null waits', async () => {
  const dir = join(emptyFolder(), 'new');
  expect(await tellOnce(dir, { ...both, deletion: null })).toBe('welcome');
  expect(await tellOnce(dir, { ...both, deletion: null })).toBeNull();
  expect(await tellOnce(dir, both)).toBe('logs go');
  expect(await tellOnce(dir, both)).toBeNull();
});

test('a torn file counts as nothing told', async () => {
  const dir = emptyFolder();
  writeFileSync(join(dir, 'told.json'), '{"told":["first');
  expect(await tellOnce(dir, both)).toBe('welcome');
});
