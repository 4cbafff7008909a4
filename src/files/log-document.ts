import { isUtf8 } from 'node:buffer';
import { cutDocument, type DocumentSpan } from './cut-document.ts';
import { type LogBytes, openLogBytes, readAll } from './log-bytes.ts';
import type { LogRecords } from './log-records.ts';
import { toLogText } from './log-text.ts';

/** How many bytes of records are handed over at a time. */
const batchBytes = 4 * 1024 * 1024;

/**
 * Opens a JSON document for reading by record. Its agent writes it anew with each change, so it is read once and kept:
 * what is decoded later is what was scanned. Throws as node:fs does.
 */
export const openLogDocument = (
  path: string,
  lists: readonly string[],
  file: LogBytes = openLogBytes(path),
): LogRecords => {
  const bytes = readAll(file);
  file.close();
  const spans = cutDocument(bytes, lists);
  const textOf = (span: DocumentSpan): string => recordText(bytes, span);
  const spoilt = isUtf8(bytes)
    ? -1
    : spans.findIndex(({ start, end }) => !isUtf8(bytes.subarray(start, end)));
  let told = 0;
  return {
    spoilt: () => (spoilt === -1 ? null : spoilt),
    readOn: push => {
      let size = 0;
      for (let span = spans[told]; span && size < batchBytes; span = spans[told]) {
        push(textOf(span), told);
        size += span.end - span.start;
        told += 1;
      }
      return told < spans.length;
    },
    text: (from, to) => spans.slice(from, to).map(textOf).join('\n'),
    close: () => {},
  };
};

/** The records of the beginning of a document. */
export const documentRecords = (text: string, lists: readonly string[]): string[] => {
  const bytes = Buffer.from(text);
  return cutDocument(bytes, lists).map(span => recordText(bytes, span));
};

const recordText = (bytes: Buffer, { start, end, list }: DocumentSpan): string => {
  const text = toLogText(bytes.subarray(start, end), false);
  if (list === '') return text;
  return list === null ? `{${text}}` : `{${JSON.stringify(list)}:${text}}`;
};
