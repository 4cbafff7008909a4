import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyProject } from './helpers/copy-project.ts';
import { homeEnv, root } from './helpers/run-cli.ts';
import { emptyFolder } from './helpers/write-log.ts';

test('the packed program installs alone and lists its samples', () => {
  const folder = emptyFolder();
  // Packing builds and changes the manifest meanwhile: not under the feet of the tests beside this one.
  const copy = emptyFolder();
  copyProject(copy);
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const packed: { filename: string; size: number }[] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts=false', '--pack-destination', folder], {
      cwd: copy,
      encoding: 'utf8',
    }).replace(/^[^[]*/, ''),
  );
  const manifestIn = (place: string) => readFileSync(join(place, 'package.json'), 'utf8');
  expect(manifestIn(copy)).toBe(manifestIn(root));
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
