import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../helpers/write-log.ts';

const root = resolve(import.meta.dirname, '../..');

/** The project without what is made from it. */
const scratchCopy = (): string => {
  const folder = emptyFolder();
  for (const name of ['src', 'config', 'package.json', 'tsconfig.json', 'biome.json', 'sessions/README.md'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ['test/helpers', 'test/adapters/contract.test.ts', 'test/vitest.config.ts'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};
const make = (folder: string, ...args: string[]) =>
  spawnSync(process.execPath, ['src/dev/new-adapter.ts', ...args], { cwd: folder, encoding: 'utf8' });

test('a new source is made, registered, formatted and typed, and the contract holds up to where one must say what records mean', {
  timeout: 240_000,
}, () => {
  const folder = scratchCopy();
  expect(make(folder, 'new-agent', 'New Agent').status).toBe(0);
  execFileSync(
    'npx',
    ['biome', 'check', '--write', '--log-level=error', 'src/adapters', 'src/domain', 'test/adapters'],
    {
      cwd: folder,
    },
  );
  execFileSync('npx', ['tsc', '--noEmit', '--project', '.'], { cwd: folder });
  const report = join(folder, 'report.json');
  spawnSync(
    process.execPath,
    [
      ...[
        'node_modules/vitest/vitest.mjs',
        'run',
        '--root',
        folder,
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      'test/adapters/contract.test.ts',
      ...['-t', 'new-agent'],
    ],
    { cwd: folder },
  );
  expect(existsSync(report)).toBe(true);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const ran: { title: string; status: string }[] = testResults[0].assertionResults;
  const statusOf = (words: string) => ran.find(({ title }) => title.includes(words))?.status;
  expect(statusOf('exactly one adapter claims it')).toBe('passed');
  expect(statusOf('its turns are numbered')).toBe('failed');
});

test('a name that is taken, or none, makes nothing', { timeout: 120_000 }, () => {
  const folder = scratchCopy();
  const before = readFileSync(join(folder, 'src/adapters/index.ts'), 'utf8');
  for (const name of ['codex', 'New Agent', '../evil', '']) expect(make(folder, name).status, name).toBe(2);
  expect(readFileSync(join(folder, 'src/adapters/index.ts'), 'utf8')).toBe(before);
});
