import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homeEnv, root } from './helpers/run-cli.ts';
import { emptyFolder } from './helpers/write-log.ts';

test('the packed program installs alone and lists its samples', () => {
  const folder = emptyFolder();
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const packed: { filename: string; size: number }[] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts=false', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    }).replace(/^[^[]*/, ''),
  );
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(manifest);
  expect(packed[0]?.size).toBeLessThan(3_000_000);
  execFileSync(
    'npm',
    ['install', '--global', '--prefix', folder, '--offline', join(folder, packed[0]?.filename ?? '')],
    { encoding: 'utf8' },
  );
  const run = spawnSync(join(folder, 'bin/pushback'), ['list'], {
    encoding: 'utf8',
    cwd: folder,
    env: homeEnv(emptyFolder()),
  });
  expect(run.stderr).toContain('samples');
  expect(run.stdout).toContain('Currency switch');
});
