import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { RowCut } from '../../src/domain/record-cut.ts';
import { pathInside, placeOf } from '../../src/files/log-place.ts';
import { openLogRows, sessionsIn } from '../../src/files/log-rows.ts';
import { readHead } from '../../src/files/read-head.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const cut: RowCut = {
  by: 'row',
  sessions: 'select id, changed as at from chat',
  keys: 'select rowid as key from said where chat = :id order by rowid',
  record: 'select chat, words from said where rowid = :key',
};

const makeDatabase = (folder: string, words: readonly (string | Uint8Array)[]): DatabaseSync => {
  const database = new DatabaseSync(join(folder, 'chats.db'));
  database.exec(
    "pragma journal_mode = wal; create table chat(id, changed); create table said(chat, words); insert into chat values ('a/b', 5), ('c', null)",
  );
  const insert = database.prepare('insert into said values (?, ?)');
  for (const text of words) insert.run('a/b', text);
  insert.run('c', 'other');
  return database;
};

const readRows = (path: string): string[] => {
  const rows: string[] = [];
  const records = openLogRows(path, cut);
  while (records.readOn(row => rows.push(row)));
  expect(rows.map((_, index) => records.text(index, index + 1))).toEqual(rows);
  records.close();
  return rows;
};

test('a session of a database is read row by row, in order, and no other', () => {
  const folder = emptyFolder();
  const words = Array.from({ length: 900 }, (_, index) => `word ${index}`);
  makeDatabase(folder, words).close();
  const file = join(folder, 'chats.db');
  expect(sessionsIn(file, cut)).toEqual([
    { id: 'a/b', at: 5 },
    { id: 'c', at: null },
  ]);
  expect(readRows(pathInside(file, 'a/b'))).toEqual(
    words.map(text => JSON.stringify({ chat: 'a/b', words: text })),
  );
  expect(readRows(pathInside(file, 'not there'))).toEqual([]);
});

test('bytes are read as text, and the head tells the tables', () => {
  const folder = emptyFolder();
  makeDatabase(folder, [Buffer.from('ü')]).close();
  const file = join(folder, 'chats.db');
  expect(readRows(pathInside(file, 'a/b'))).toEqual(['{"chat":"a/b","words":"ü"}']);
  expect(readHead(file)).toMatch(/^SQLite format 3\nCREATE TABLE chat/i);
  expect(readHead(pathInside(file, 'a/b'))).toBe(readHead(file));
});

test('rows that only the write-ahead log has are in view, whether or not somebody has the database open', () => {
  const folder = emptyFolder();
  const database = makeDatabase(folder, ['one']);
  const file = join(folder, 'chats.db');
  expect(readRows(pathInside(file, 'a/b'))).toHaveLength(1);
  const left = emptyFolder();
  for (const name of ['chats.db', 'chats.db-wal']) copyFileSync(join(folder, name), join(left, name));
  database.close();
  expect(readRows(pathInside(join(left, 'chats.db'), 'a/b'))).toHaveLength(1);
  expect(readdirSync(left).sort()).toEqual(['chats.db', 'chats.db-wal']);
});

test('what is no database is told, not read', () => {
  const file = writeText(join(emptyFolder(), 'x.db'), 'SQLite format 3\0 and then nothing of the kind');
  expect(() => sessionsIn(file, cut)).toThrow();
  expect(existsSync(file)).toBe(true);
});

test('a session’s path leads to its file, whatever its id holds', () => {
  const file = writeText(join(emptyFolder(), 'x.db'), '');
  for (const id of ['a', 'a/../../b', '..', 'ü %2F', 'c\\d'])
    expect(placeOf(pathInside(file, id))).toEqual({ file, session: id });
  expect(placeOf(join(file, 'a', 'b')).session).toBeNull();
});
