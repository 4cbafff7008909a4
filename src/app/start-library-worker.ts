import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { LibraryEvent } from './app.ts';
import type { LibraryWorkerData } from './library-worker.ts';
import { type LibraryJob, loadLibrary } from './load-library.ts';

/**
 * Loads the library beside the screen, in a thread of its own; on this one, batch by batch, where there is no such
 * thread. `onEvents` gets nothing more once `signal` is aborted.
 */
export const startLibraryWorker = (
  job: LibraryJob,
  onEvents: (events: readonly LibraryEvent[]) => void,
  signal: AbortSignal,
): void => {
  if (signal.aborted) return;
  const tell = (events: readonly LibraryEvent[]) => {
    if (!signal.aborted) onEvents(events);
  };
  const entry = new URL(
    import.meta.url.endsWith('.ts') ? './library-worker.ts' : './library-worker.mjs',
    import.meta.url,
  );
  if (!existsSync(fileURLToPath(entry))) {
    loadHere(job, tell, signal);
    return;
  }

  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: LibraryWorkerData = { job, stop };
  // The launcher's silence about node:sqlite being experimental does not reach a thread.
  const worker = new Worker(entry, { workerData, execArgv: ['--no-warnings'] });
  signal.addEventListener('abort', () => Atomics.store(stop, 0, 1), { once: true });
  worker.on('message', tell);
  worker.on('error', error => tell(failed(job, error)));
};

const loadHere = (
  job: LibraryJob,
  tell: (events: readonly LibraryEvent[]) => void,
  signal: AbortSignal,
): void => {
  const steps = loadLibrary(job);
  const step = () => {
    try {
      const { done, value } = signal.aborted ? steps.return(undefined) : steps.next();
      if (done) return;
      tell(value);
      setImmediate(step);
    } catch (error) {
      tell(failed(job, error));
    }
  };
  setImmediate(step);
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
