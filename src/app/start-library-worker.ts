import { messageOf } from '../errors.ts';
import type { LibraryEvent } from './app.ts';
import type { LibraryWorkerData } from './library-worker.ts';
import type { LibraryJob } from './load-library.ts';
import { startWorker } from './start-worker.ts';

/**
 * Loads the library beside the screen, in a thread of its own, and counts the episodes that are kept in `store`.
 * `onEvents` gets nothing more once `signal` is aborted.
 */
export const startLibraryWorker = (
  job: LibraryJob,
  store: string,
  onEvents: (events: readonly LibraryEvent[]) => void,
  signal: AbortSignal,
): void => {
  if (signal.aborted) return;
  const tell = (events: readonly LibraryEvent[]) => {
    if (!signal.aborted) onEvents(events);
  };
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: LibraryWorkerData = { job, store, stop };
  const worker = startWorker('library-worker', workerData);
  signal.addEventListener('abort', () => Atomics.store(stop, 0, 1), { once: true });
  worker.on('message', tell);
  worker.on('error', error => tell(failed(job, error)));
};

const failed = (job: LibraryJob, error: unknown): LibraryEvent[] => [
  {
    kind: 'problem',
    problem: {
      path: job.index,
      line: null,
      what: `reading stopped: ${messageOf(error)}`,
    },
  },
  { kind: 'done' },
];
