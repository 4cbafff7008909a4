import { type ReadFor, type ReadLog, readLog, type ToRead } from './read-log.ts';

/** Reads many logs, about in their order; what is read comes in pieces. `close` stops what runs. */
export type LogReader = {
  readonly read: (readFor: ReadFor, logs: readonly ToRead[]) => AsyncIterable<readonly ReadLog[]>;
  readonly close: () => void;
};

/** Reads them one after the other on this thread. */
export const createLogReader = (): LogReader => ({
  read: async function* (readFor, logs) {
    for (const log of logs) yield [await readLog(readFor, log)];
  },
  close: () => {},
});
