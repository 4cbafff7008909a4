import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type ReadFor, type ReadLog, readLog, type ToRead } from './read-log.ts';

/** A few logs to read in one go; the answer is what was read of each. */
export type ReaderMessage = { readonly readFor: ReadFor; readonly logs: readonly ToRead[] };
export type ReaderReply = readonly ReadLog[];

/** Marks a worker as one of these: the bundle may put this file beside others. */
export const readerData = 'reads logs';

if (!isMainThread && workerData === readerData)
  parentPort?.on('message', async ({ readFor, logs }: ReaderMessage) => {
    const read: ReadLog[] = [];
    for (const log of logs) read.push(await readLog(readFor, log));
    parentPort?.postMessage(read satisfies ReaderReply);
  });
