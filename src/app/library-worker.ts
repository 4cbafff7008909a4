import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type LibraryJob, loadLibrary } from './load-library.ts';

/** What the main thread hands over. `stop` becomes 1 when nobody wants the rest. */
export type LibraryWorkerData = { readonly job: LibraryJob; readonly stop: Int32Array };

const isWorkerData = (data: unknown): data is LibraryWorkerData =>
  typeof data === 'object' && data !== null && 'job' in data && 'stop' in data;

if (!isMainThread && isWorkerData(workerData)) {
  for (const events of loadLibrary(workerData.job)) {
    if (Atomics.load(workerData.stop, 0) === 1) break;
    parentPort?.postMessage(events);
  }
}
