import { execFileSync } from 'node:child_process';
import { symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adapters } from '../../src/adapters/index.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { findLogs, hasLogs, isFile, stampOf } from '../../src/files/find-logs.ts';
import { packageRoot } from '../../src/files/package-root.ts';
import { readHead } from '../../src/files/read-head.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const find = (...roots: string[]) => {
  const problems: Problem[] = [];
  return { paths: findLogs(roots, problems).map(({ path }) => path), problems };
};

test('logs come newest first, from folders below too; other files are passed over', () => {
  const root = emptyFolder();
  const old = writeText(join(root, 'a/old.jsonl'), 'x');
  const young = writeText(join(root, 'b/c/young.md'), 'x');
  writeText(join(root, 'picture.png'), 'x');
  writeText(join(root, 'README.md'), 'x');
  writeText(join(root, 'node_modules/x.jsonl'), 'x');
  utimesSync(old, 1000, 1000);
  utimesSync(young, 2000, 2000);
  expect(find(root)).toEqual({ paths: [young, old], problems: [] });
});

test('links that form a loop end, and a folder reached twice is read once', () => {
  const root = emptyFolder();
  const log = writeText(join(root, 'logs/one.jsonl'), 'x');
  symlinkSync(root, join(root, 'logs/loop'));
  symlinkSync(join(root, 'logs'), join(root, 'zzz'));
  expect(find(root).paths).toEqual([log]);
});

test('a linked log is found under the name of its link', () => {
  const root = emptyFolder();
  const log = writeText(join(emptyFolder(), 'far.jsonl'), 'x');
  symlinkSync(log, join(root, 'near.jsonl'));
  expect(find(root).paths).toEqual([join(root, 'near.jsonl')]);
});

test('a root that is not there is no problem, a link to nowhere is one', () => {
  const root = emptyFolder();
  expect(find(join(root, 'nothing'))).toEqual({ paths: [], problems: [] });
  symlinkSync(join(root, 'nothing'), join(root, 'dead.jsonl'));
  expect(find(root).problems).toMatchObject([{ path: join(root, 'dead.jsonl'), line: null }]);
});

test('a pipe is not waited for: named it is a problem, in a folder it is passed over', () => {
  const root = emptyFolder();
  const pipe = join(root, 'pipe.jsonl');
  execFileSync('mkfifo', [pipe]);
  expect(isFile(pipe)).toBe(false);
  expect(find(pipe)).toMatchObject({ paths: [], problems: [{ path: pipe }] });
  expect(find(root)).toEqual({ paths: [], problems: [] });
});

test('a named file is taken whatever it is called', () => {
  const log = writeText(join(emptyFolder(), 'copy.txt'), 'x');
  expect(findLogs([log], [])).toMatchObject([{ path: log, named: true, bytes: 1 }]);
});

test('hasLogs tells a folder with a log from one without', () => {
  const root = emptyFolder();
  expect(hasLogs([root, join(root, 'nothing')])).toBe(false);
  writeText(join(root, 'deep/er/one.jsonl'), '');
  expect(hasLogs([root])).toBe(true);
});

test('a head is the first 64 KB; what is gone has no stamp', () => {
  const log = writeText(join(emptyFolder(), 'long.jsonl'), 'x'.repeat(70_000));
  expect(readHead(log)).toHaveLength(65_536);
  expect(() => readHead(`${log}.gone`)).toThrow('ENOENT');
  expect(stampOf(`${log}.gone`)).toBeNull();
});

test('each agent is looked for where its own settings say', () => {
  const roots = (env: Record<string, string>) =>
    adapters.flatMap(adapter => adapter.roots({ home: '/home/dev', cwd: '/work/shop', env }));
  expect(roots({})).toEqual(
    expect.arrayContaining([
      '/home/dev/.claude/projects',
      '/home/dev/.codex/sessions',
      '/work/shop/.specstory/history',
    ]),
  );
  const set = roots({ CLAUDE_CONFIG_DIR: '/a,/b', CODEX_HOME: '/c' });
  expect(set).toEqual(expect.arrayContaining(['/a/projects', '/b/projects', '/c/sessions']));
  expect(set).not.toContain('/home/dev/.claude/projects');
  expect(set).not.toContain('/home/dev/.codex/sessions');
});

test('the package root holds the samples', () => {
  expect(hasLogs([join(packageRoot(), 'sessions')])).toBe(true);
});
