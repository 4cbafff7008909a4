import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Starts the worker of that name beside this file: from source, or as it was bundled. */
export const startWorker = (name: string, workerData: unknown): Worker => {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs';
  const entry = new URL(`./${name}.${ending}`, import.meta.url);
  // The launcher's silence about node:sqlite being experimental does not reach a thread.
  return new Worker(fileURLToPath(entry), { workerData, execArgv: ['--no-warnings'] });
};
