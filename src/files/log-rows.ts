import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { RowCut, RowDocumentCut } from '../domain/record-cut.ts';
import { bytesInMemory, readAll } from './log-bytes.ts';
import { openLogDocument } from './log-document.ts';
import { placeOf } from './log-place.ts';
import type { LogRecords } from './log-records.ts';

/** How many rows are handed over at a time. */
const batchRows = 400;
/** A database with a log of writes that nobody has open is read from a copy, unless it is this large. */
const mostCopied = 256 * 1024 * 1024;

/**
 * Opens one session of a database for reading by row; rows are read by their keys, never all at once, and what stands
 * in the write-ahead log is in view. Nothing is written beside the database. Throws as node:sqlite does.
 */
export const openLogRows = (path: string, cut: RowCut): LogRecords => {
  const { file, session } = placeOf(path);
  const { database, close } = openReadOnly(file);
  try {
    const keys = database
      .prepare(cut.keys)
      .all({ id: session ?? '' })
      .map(toKey);
    const record = database.prepare(cut.record);
    const textOf = (key: SQLInputValue): string => rowText(record.get({ key }));
    let told = 0;
    return {
      spoilt: () => null,
      readOn: push => {
        for (const key of keys.slice(told, told + batchRows)) {
          push(textOf(key), told);
          told += 1;
        }
        return told < keys.length;
      },
      text: (from, to) => keys.slice(from, to).map(textOf).join('\n'),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
};

/** Opens one session of a database that keeps it as a document. Throws as node:sqlite and zlib do. */
export const openRowDocument = (path: string, cut: RowDocumentCut): LogRecords => {
  const { file, session } = placeOf(path);
  const { database, close } = openReadOnly(file);
  try {
    const row = database.prepare(cut.row).get({ id: session ?? '' });
    const bytes = row === undefined ? Buffer.alloc(0) : documentIn(row);
    return openLogDocument(path, cut.lists, bytesInMemory(bytes));
  } finally {
    close();
  }
};

/** The document of a row, the other columns as its first member. */
const documentIn = ({ document, ...row }: Record<string, unknown>): Buffer => {
  const text = document instanceof Uint8Array ? Buffer.from(document) : Buffer.from(String(document ?? ''));
  const bytes = readAll(bytesInMemory(text));
  const begin = Buffer.from(`{"row":${JSON.stringify(row)},`);
  return Buffer.concat([begin, bytes.subarray(bytes.indexOf('{') + 1)]);
};

/** The first rows of a session, or all that its document falls into. Throws as node:sqlite does. */
export const firstOfSession = (path: string, cut: RowCut | RowDocumentCut): string[] => {
  const rows: string[] = [];
  const records = cut.by === 'row' ? openLogRows(path, cut) : openRowDocument(path, cut);
  records.readOn(row => rows.push(row));
  records.close();
  return rows;
};

/** The sessions of a database, each with the time of its last change in ms where the database tells it. */
export const sessionsIn = (
  file: string,
  cut: RowCut | RowDocumentCut,
): { readonly id: string; readonly at: number | null }[] => {
  const { database, close } = openReadOnly(file);
  try {
    return database
      .prepare(cut.sessions)
      .all()
      .map(({ id, at }) => ({ id: String(id), at: typeof at === 'number' ? at : null }));
  } finally {
    close();
  }
};

/** What tells a database’s format: the statements that made it. */
export const schemaOf = (file: string): string => {
  const { database, close } = openReadOnly(file);
  try {
    const rows = database.prepare('select sql from sqlite_schema where sql is not null').all();
    return [sqliteMark, ...rows.map(({ sql }) => String(sql))].join('\n');
  } finally {
    close();
  }
};

/** What every SQLite file begins with. */
export const sqliteMark = 'SQLite format 3';

const openReadOnly = (file: string): { readonly database: DatabaseSync; readonly close: () => void } => {
  const folder = needsCopy(file) ? mkdtempSync(join(tmpdir(), 'pushback-')) : null;
  const remove = () => {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const database = new DatabaseSync(folder === null ? file : copyTo(folder, file), { readOnly: true });
    return {
      database,
      close: () => {
        if (database.isOpen) database.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
};

/** To read a write-ahead log that nobody has open, SQLite would write an index of it beside the database. */
const needsCopy = (file: string): boolean => {
  const waiting = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return waiting > 0 && !existsSync(`${file}-shm`) && statSync(file).size + waiting < mostCopied;
};

const copyTo = (folder: string, file: string): string => {
  const copy = join(folder, 'log.db');
  copyFileSync(file, copy);
  copyFileSync(`${file}-wal`, `${copy}-wal`);
  return copy;
};

const toKey = (row: Record<string, unknown>): SQLInputValue => {
  const { key } = row;
  return typeof key === 'string' || typeof key === 'number' ? key : null;
};

/** Bytes are taken for text: what agents keep in blobs is JSON. */
const rowText = (row: Record<string, unknown> | undefined): string =>
  row === undefined
    ? ''
    : JSON.stringify(row, (_name, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
      );
