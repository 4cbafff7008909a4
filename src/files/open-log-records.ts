import type { RecordCut } from '../domain/record-cut.ts';
import type { LogBytes } from './log-bytes.ts';
import { documentRecords, openLogDocument } from './log-document.ts';
import { firstOfFiles, openLogFiles } from './log-files.ts';
import { openLogLines } from './log-lines.ts';
import type { LogRecords } from './log-records.ts';
import { firstOfSession, openLogRows, openRowDocument } from './log-rows.ts';

/**
 * Opens a log for reading by record, as its adapter cuts it; from `file` where it is open already, which is closed with
 * it. Throws as node:fs and node:sqlite do.
 */
export const openLogRecords = (path: string, cut: RecordCut, file?: LogBytes): LogRecords => {
  if (cut.by === 'line') return openLogLines(path, file);
  if (cut.by === 'member') return openLogDocument(path, cut.lists, file);
  file?.close();
  if (cut.by === 'files') return openLogFiles(path, cut);
  return cut.by === 'row' ? openLogRows(path, cut) : openRowDocument(path, cut);
};

/**
 * The records of a log's first bytes, the last of which may be cut short; of a database, the first rows of the session,
 * and of one that is spread over files, the first of these.
 */
export const firstRecords = (path: string, head: string, cut: RecordCut): string[] => {
  if (cut.by === 'row' || cut.by === 'row-document') return firstOfSession(path, cut);
  if (cut.by === 'files') return firstOfFiles(path, cut);
  return cut.by === 'line' ? head.split('\n') : documentRecords(head, cut.lists);
};
