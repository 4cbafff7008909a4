import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApp } from '../../src/app/open-app.ts';
import { emptyFolder } from '../helpers/write-log.ts';

test('a secret in a query reaches no file', async () => {
  const [home, store, logs] = [emptyFolder(), emptyFolder(), emptyFolder()];
  const app = openApp({
    ...{ sessions: [logs], store, cwd: home, home, env: {} },
    now: () => new Date('2026-11-10T00:00:00Z'),
  });
  const key = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
  await app.keepQuery(`in:command ${key}`);
  expect(await app.queries()).toEqual(['in:command [REDACTED:github-token:1]']);
  expect(readFileSync(join(store, 'queries.json'), 'utf8')).not.toContain(key);
  await app.close();
});
