/** The records of a log, read on demand. `close` it when done; a record that vanished reads as ''. */
export type LogRecords = {
  /** The first record so far (from 0) with bytes that are no UTF-8; null when there is none. */
  readonly spoilt: () => number | null;
  /** Finds the next records (about 4 MB) and hands each to `push`; false at the end of the log. */
  readonly readOn: (push: (text: string, index: number) => void) => boolean;
  /** The text of records `from` (included) to `to` (not), joined by newlines. */
  readonly text: (from: number, to: number) => string;
  readonly close: () => void;
};
