import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../src');
const stations = ['files', 'adapters', 'pushback', 'search', 'classify', 'store', 'report', 'rules'];
const allowed: Record<string, readonly string[]> = {
  domain: ['domain'],
  ...Object.fromEntries(stations.map(room => [room, ['domain', room]])),
  app: ['domain', ...stations, 'app'],
  tui: ['domain', 'app', 'tui'],
  commands: ['domain', 'app', 'commands', 'tui'],
  dev: ['domain', ...stations, 'app', 'tui', 'commands', 'dev'],
};
const machine = /^node:(fs|fs\/promises|sqlite|net|http|https|child_process|worker_threads)$/;
const mayTouchMachine = [
  /^files\//,
  /^search\//,
  /^store\//,
  /^classify\/engines\//,
  /^app\/open-app/,
  /^app\/.*worker/,
  /^cli\.ts$/,
  /^dev\//,
];

const modules = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(path => /\.tsx?$/.test(path))
  .map(path => ({ path, imports: importsOf(readFileSync(join(src, path), 'utf8')) }));

test('every room imports only the rooms below it', () => {
  const strays = modules.flatMap(({ path, imports }) =>
    imports
      .filter(name => name.startsWith('.'))
      .map(name => relative(src, resolve(src, dirname(path), name)))
      .filter(target => isStray(path, target))
      .map(target => `${path} -> ${target}`),
  );
  expect(strays).toEqual([]);
});

test('a planted stray is seen', () => {
  expect(isStray('search/snippet.ts', 'store/store.ts')).toBe(true);
  expect(isStray('domain/turn.ts', 'files/log-lines.ts')).toBe(true);
  expect(isStray('search/snippet.ts', 'domain/turn.ts')).toBe(false);
});

test('disk, database and network are touched only in the rooms that may', () => {
  const strays = modules
    .filter(({ path }) => !mayTouchMachine.some(room => room.test(path)))
    .flatMap(({ path, imports }) =>
      imports.filter(name => machine.test(name)).map(name => `${path} -> ${name}`),
    );
  expect(strays).toEqual([]);
});

test.each(['ink', 'react', 'ink-select-input', 'openai', 'lowdb', 'fuse.js'])('%s is in use', name => {
  const isOf = (imported: string) => imported === name || imported.startsWith(`${name}/`);
  expect(modules.some(({ path, imports }) => !path.startsWith('dev/') && imports.some(isOf))).toBe(true);
});

test('react and ink are imported only under tui', () => {
  const strays = modules
    .filter(({ path }) => !/^(tui|dev)\//.test(path))
    .flatMap(({ path, imports }) =>
      imports.filter(name => /^(react|ink)(\/|-|$)/.test(name)).map(name => `${path} -> ${name}`),
    );
  expect(strays).toEqual([]);
});

test('only the door ends the process', () => {
  const strays = modules.filter(
    ({ path }) => path !== 'cli.ts' && readFileSync(join(src, path), 'utf8').includes('process.exit('),
  );
  expect(strays.map(({ path }) => path)).toEqual([]);
});

/** Files at the top of src (cli, errors) are the door's side: anybody may import errors, cli may import all. */
function isStray(from: string, to: string): boolean {
  if (to.startsWith('..')) return !to.startsWith('../config/') && !to.startsWith('../package.json');
  const room = from.split('/')[0] ?? '';
  const target = to.split('/')[0] ?? '';
  if (!to.includes('/')) return to !== 'errors.ts';
  return room in allowed && !allowed[room]?.includes(target);
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '');
}
