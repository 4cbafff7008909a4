import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import { openStore } from '../store/open-store.ts';
import type { LibraryEvent } from './app.ts';
import { type LibraryJob, loadLibrary } from './load-library.ts';

/** What the main thread hands over. `stop` becomes 1 when nobody wants the rest. */
export type LibraryWorkerData = {
  readonly job: LibraryJob;
  /** The folder of the store. */
  readonly store: string;
  readonly stop: Int32Array;
};

const isWorkerData = (data: unknown): data is LibraryWorkerData =>
  typeof data === 'object' && data !== null && 'job' in data && 'stop' in data;

const tell = (events: readonly LibraryEvent[]) => parentPort?.postMessage(events);

/** After the first sessions: a thousand files may be kept, and the list shows without them. */
const readStore = (folder: string): LibraryEvent[] => {
  try {
    const store = openStore(folder);
    return [
      { kind: 'reviews', reviews: store.allPushbackReviews() },
      { kind: 'episodes', counts: store.counts() },
      ...store.problems().map(problem => ({ kind: 'problem', problem }) as const),
    ];
  } catch (error) {
    return [{ kind: 'problem', problem: { path: folder, line: null, what: messageOf(error) } }];
  }
};

if (!isMainThread && isWorkerData(workerData)) {
  let isStoreRead = false;
  for await (const events of loadLibrary(workerData.job)) {
    if (Atomics.load(workerData.stop, 0) === 1) break;
    tell(events);
    if (!isStoreRead) tell(readStore(workerData.store));
    isStoreRead = true;
  }
}
