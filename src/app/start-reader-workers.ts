import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { LogReader } from './log-reader.ts';
import type { ToRead } from './read-log.ts';
import { type ReaderMessage, type ReaderReply, readerData } from './reader-worker.ts';
import { startWorker } from './start-worker.ts';

/** More threads than this read no faster than one can write, and each takes 40 MB. */
const mostReaders = 3;
/** A thread has this many pieces of work before it, so that it never waits for the next. */
const ahead = 2;
/** A piece of work is so many logs, or as many as hold so many bytes. */
const mostLogs = 24;
const mostBytes = 1_000_000;

/** Reads logs in threads of their own, one for each core, which start at once. Rejects when one of them fails. */
export const startReaderWorkers = (): LogReader => {
  let [wake, failed] = [() => {}, null as unknown];
  const fail = (error: unknown): void => {
    failed = error;
    wake();
  };
  const workers: Worker[] = Array.from({ length: Math.min(mostReaders, availableParallelism()) }, () =>
    startWorker('reader-worker', readerData).on('error', fail),
  );
  return {
    read: async function* (readFor, logs) {
      const work = piecesOf(logs).values();
      const read: ReaderReply[] = [];
      let waiting = 0;
      const give = (worker: Worker): void => {
        const { value, done } = work.next();
        if (done) return;
        waiting += 1;
        worker.postMessage({ readFor, logs: value } satisfies ReaderMessage);
      };
      const listeners = workers.map(worker => {
        const take = (reply: ReaderReply): void => {
          waiting -= 1;
          read.push(reply);
          give(worker);
          wake();
        };
        worker.on('message', take);
        return () => worker.off('message', take);
      });
      try {
        for (let piece = 0; piece < ahead; piece += 1) for (const worker of workers) give(worker);
        while (waiting > 0 || read.length > 0) {
          if (read.length === 0 && failed === null)
            await new Promise<void>(resolve => {
              wake = resolve;
            });
          if (failed !== null) throw failed;
          yield* read.splice(0);
        }
      } finally {
        for (const stop of listeners) stop();
      }
    },
    close: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
};

/** The first pieces are small, so that something shows at once. */
const piecesOf = (logs: readonly ToRead[]): ToRead[][] => {
  const pieces: ToRead[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const one of logs) {
    const last = pieces.at(-1);
    const most = Math.min(mostLogs, 2 + pieces.length);
    if (last && last.length < most && bytes + one.log.bytes <= mostBytes) {
      last.push(one);
      bytes += one.log.bytes;
    } else {
      pieces.push([one]);
      bytes = one.log.bytes;
    }
  }
  return pieces;
};
