import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../helpers/run-cli.ts';

test('the bundle is plain ASCII: one other sign and Node takes ten times as long to read a file', () => {
  const dist = join(root, 'dist');
  const others = readdirSync(dist).filter(name => /[^\0-\x7f]/.test(readFileSync(join(dist, name), 'utf8')));
  expect(others).toEqual([]);
});
