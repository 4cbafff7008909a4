import type { RecordCut } from '../domain/record-cut.ts';
import { documentRecords, openLogDocument } from './log-document.ts';
import { openLogLines } from './log-lines.ts';
import type { LogRecords } from './log-records.ts';

/** Opens a log for reading by record, as its adapter cuts it. Throws as node:fs does. */
export const openLogRecords = (path: string, cut: RecordCut): LogRecords =>
  cut.by === 'line' ? openLogLines(path) : openLogDocument(path, cut.lists);

/** The records of a log's first bytes; the last one may be cut short. */
export const firstRecords = (head: string, cut: RecordCut): string[] =>
  cut.by === 'line' ? head.split('\n') : documentRecords(head, cut.lists);
