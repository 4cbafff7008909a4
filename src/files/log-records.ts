import type { LogChange } from '../domain/log-change.ts';

/** The records of a log, read on demand. `close` it when done; a record that vanished reads as ''. */
export type LogRecords = {
  /** The first record so far (from 0) with bytes that are no UTF-8; null when there is none. */
  readonly spoilt: () => number | null;
  /** The record (from 0) that a log by line ends with, half of which is written so far; it is none yet. */
  readonly halfWritten?: () => number | null;
  /** Finds the next records (1 to 4 MB) and hands each to `push`; false at the end of the log. */
  readonly readOn: (push: (text: string, index: number) => void) => boolean;
  /** The text of records `from` (included) to `to` (not), joined by newlines. */
  readonly text: (from: number, to: number) => string;
  /** From now on `change` tells what becomes of what was read; without the two, what is changed is to be read anew. */
  readonly seal?: () => void;
  /** Told `grown`, `readOn` goes on with what was added. */
  readonly change?: () => LogChange;
  /** How many bytes there are of a log that can grow by lines. */
  readonly size?: () => number;
  /** Of a log by line alone: where its records stand from number `from` on. */
  readonly places?: (from: number) => RecordPlaces;
  /** Takes from another reader of the same log where its records stand, in place of reading on. */
  readonly learn?: (from: number, places: RecordPlaces) => void;
  readonly close: () => void;
};

/** Where each record begins, and where the last one ends, in bytes. */
export type RecordPlaces = { readonly starts: Float64Array; readonly end: number };
