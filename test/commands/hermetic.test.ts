import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/run-cli.ts';
import { emptyFolder } from '../helpers/write-log.ts';

/** Node itself refuses any other write. Database files are outside of its reach, but the folder for one is not. */
/** Search runs in a thread, which has the same permissions. */
const mayWriteOnly = (folder: string) => [
  '--permission',
  '--allow-worker',
  '--allow-fs-read=*',
  `--allow-fs-write=${folder}`,
];
const indexIn = (home: string) => join(home, '.cache/pushback/index.sqlite');
const samples = ['--sessions', 'sessions/claude-code'];

test.each([
  ['list', []],
  ['show', ['currency switch']],
  ['find', ['tax']],
  ['moments', []],
  ['doctor', []],
])('%s writes its index into the home that it is given, and nothing elsewhere', (command, args) => {
  const home = emptyFolder();
  const ran = runCli([command, ...args, ...samples], { home, node: mayWriteOnly(home) });
  expect(ran).toMatchObject({ code: 0 });
  expect(existsSync(indexIn(home))).toBe(true);
  expect(readdirSync(join(home, '.config'))).toEqual([]);
  expect(readdirSync(join(home, 'tmp'))).toEqual([]);
});

test('a place that may not be written stays empty: the index is a temporary one and leaves with the program', () => {
  const home = emptyFolder();
  const shut = join(emptyFolder(), 'shut');
  const env = { XDG_CACHE_HOME: shut };
  expect(runCli(['find', 'tax', ...samples], { home, env, node: mayWriteOnly(home) })).toMatchObject({
    code: 0,
  });
  expect(existsSync(shut)).toBe(false);
  expect(readdirSync(join(home, 'tmp'))).toEqual([]);
});
