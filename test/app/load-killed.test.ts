import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { loadLibrary } from '../../src/app/load-library.ts';
import { emptyFolder, writeClaudeLog } from '../helpers/write-log.ts';

const logsIn = (root: string, count: number): string => {
  const filler = Array.from({ length: 40 }, (_, at) => `Line ${at} about rounding, tips and receipts.`).join(
    '\n',
  );
  for (let at = 0; at < count; at += 1)
    writeClaudeLog(join(root, `logs/s${at}.jsonl`), `s${at}`, [
      `Add tax to shop ${at}\n${filler}`,
      `Done\n${filler}`,
      'No, undo that, I said tips',
      'Undone',
    ]);
  return join(root, 'logs');
};

const start = (logs: string, index: string): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, '../helpers/load-to-index.ts'), logs, index], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** What stands in an index that passes SQLite's and the word index's own checks; where it stands does not matter. */
const contentsOf = (path: string) => {
  const database = new DatabaseSync(path);
  database.exec(`insert into turn_text(turn_text, rank) values ('integrity-check', 1)`);
  const [state, sessions, turns] = [
    'pragma integrity_check',
    'select path, summary from session order by path',
    'select session.path, text, pushback, usual from turn join session on slot = key >> 21 order by path, key desc',
  ].map(sql => database.prepare(sql).all());
  database.close();
  return { state, sessions, turns };
};

const load = async (logs: string, index: string): Promise<void> => {
  for await (const _ of loadLibrary({ roots: [logs], index, program: 'one', glance: false, told: [] }));
};

test('killed at any point of a load, an index is whole, and the next load completes it', async () => {
  const root = emptyFolder();
  const logs = logsIn(root, 90);
  await load(logs, join(root, 'whole.sqlite'));
  const whole = contentsOf(join(root, 'whole.sqlite'));
  expect([whole.sessions?.length, whole.turns?.length]).toEqual([90, 360]);
  for (const [at, milliseconds] of [
    [1, 0],
    [2, 3],
    [3, 20],
    [4, 60],
  ] as const) {
    const index = join(root, `killed-${at}.sqlite`);
    const child = start(logs, index);
    let batches = 0;
    child.stdout?.on('data', data => {
      batches += String(data).split('\n').length - 1;
      if (batches >= at) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    });
    await once(child, 'exit');
    await load(logs, index);
    expect(contentsOf(index), `killed after batch ${at}`).toEqual(whole);
  }
}, 60_000);

test('two processes that load one library at the same moment leave one index with everything in it once', async () => {
  const root = emptyFolder();
  const logs = logsIn(root, 60);
  const index = join(root, 'cache/index.sqlite');
  await load(logs, join(root, 'alone.sqlite'));
  const both = [start(logs, index), start(logs, index)];
  for (const child of both) child.stdout?.resume();
  expect(await Promise.all(both.map(child => once(child, 'exit')))).toEqual([
    [0, null],
    [0, null],
  ]);
  expect(contentsOf(index)).toEqual(contentsOf(join(root, 'alone.sqlite')));
}, 60_000);
