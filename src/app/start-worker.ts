import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * Starts the worker of that name beside this file: from source, or as it was bundled. `youngMegabytes` bounds what it
 * uses up before a collection: less memory, and some more work.
 */
export const startWorker = (name: string, workerData: unknown, youngMegabytes?: number): Worker => {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs';
  const entry = new URL(`./${name}.${ending}`, import.meta.url);
  // The launcher's silence about node:sqlite being experimental does not reach a thread.
  return new Worker(fileURLToPath(entry), {
    workerData,
    execArgv: ['--no-warnings'],
    ...(youngMegabytes !== undefined && { resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } }),
  });
};
