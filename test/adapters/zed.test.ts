import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { findSessionLogs } from '../../src/app/find-sessions.ts';
import { findSubagent } from '../../src/app/find-subagent.ts';
import { loadTurns, openLog } from '../../src/app/open-session.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { makeSummary } from '../helpers/fake-session.ts';
import { readSample } from '../helpers/samples.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const threads = (rows: readonly (readonly [string, Uint8Array])[], isOpen = false) => {
  const folder = join(emptyFolder(), 'threads');
  mkdirSync(folder);
  const database = new DatabaseSync(join(folder, 'threads.db'));
  if (isOpen) database.exec('pragma journal_mode = wal');
  database.exec(
    'create table threads (id text primary key, summary text not null, updated_at text not null, data_type text not null, data blob not null)',
  );
  for (const [id, data] of rows)
    database
      .prepare('insert into threads values (?, ?, ?, ?, ?)')
      .run(id, id, '2026-01-02T03:04:05Z', 'x', data);
  if (!isOpen) database.close();
  return { folder, database };
};
/** In the order of their ids. */
const logsIn = (folder: string) => findSessionLogs([folder], []).sort((a, b) => (a.path < b.path ? -1 : 1));
const document = (text: string) =>
  JSON.stringify({ version: '0.3.0', messages: [{ User: { id: 'u', content: [{ Text: text }] } }] });
const readAt = (path: string) => {
  const session = openLog(path);
  try {
    return { turns: loadTurns(session), outline: session.outline() };
  } finally {
    session.close();
  }
};

test('a table of the first builds, without the later columns, reads packed and plain', () => {
  const rows = [
    ['a', zstdCompressSync(document('packed'))],
    ['b', Buffer.from(document('plain'))],
  ] as const;
  const logs = logsIn(threads(rows).folder);
  expect(logs.map(({ modifiedAt }) => modifiedAt)).toEqual(Array(2).fill('2026-01-02T03:04:05.000Z'));
  expect(logs.map(({ path }) => turnText(readAt(path).turns[0] ?? expect.fail()))).toEqual([
    'packed',
    'plain',
  ]);
});

test('what stands in the write-ahead log is in view', () => {
  const { folder, database } = threads([['a', Buffer.from(document('waiting'))]], true);
  expect(findSessionLogs([folder], [])).toHaveLength(1);
  database.close();
});

test('a torn or an empty document costs its own thread, and says so', () => {
  const torn = zstdCompressSync(document('torn')).subarray(0, 20);
  const { folder } = threads([
    ['a', torn],
    ['b', Buffer.from('{"messages":[{"User":{"con')],
    ['c', Buffer.from('')],
  ]);
  const problems = logsIn(folder).map(({ path }) => {
    try {
      return readAt(path).outline.problems.map(({ what }) => what);
    } catch {
      return 'cannot be read';
    }
  });
  expect(problems).toEqual(['cannot be read', ['record 2: torn: not a JSON object'], []]);
});

test('a refusal and a stop are told by the words that Zed writes, and a subagent by its thread', () => {
  const { turns, outline } = readSample('zed/moon-phase/threads.db/5b0e7d1c-2f4a-4f0e-9c3d-88aa10fe0001');
  const calls = turns.flatMap(turnToolCalls);
  expect(calls.map(({ status }) => status).filter(status => status !== 'ok')).toEqual([
    'error',
    'rejected',
    'interrupted',
  ]);
  expect(outline.head).toMatchObject({ branch: 'phases', modality: 'ide', project: '/home/ines/moon' });
  const child = calls.flatMap(({ subagent }) => subagent ?? [])[0] ?? '';
  const parent = { ...makeSummary([], []), head: outline.head };
  expect(findSubagent(parent, child)?.head).toMatchObject({
    parent: outline.head.id,
    startedAt: expect.any(String),
  });
});
