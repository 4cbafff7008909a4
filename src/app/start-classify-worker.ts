import type { Progress } from '../classify/engine.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import { UserError } from '../errors.ts';
import type { ClassifyJob, ClassifyPlan, ClassifyPreview } from './classify-session.ts';
import type { ClassifyMessage, ClassifyWorkerData } from './classify-worker.ts';
import { startWorker } from './start-worker.ts';

/** Weighs a session in a thread of its own: a long one is read whole for it. */
export const planInWorker = async (job: ClassifyJob): Promise<ClassifyPlan> => {
  const message = await ask({ job, want: 'plan' });
  if (message.kind !== 'plan') throw new Error('The worker gave no plan.');
  return message.plan;
};

/** What would be sent, from a thread of its own. */
export const previewInWorker = async (job: ClassifyJob): Promise<ClassifyPreview> => {
  const message = await ask({ job, want: 'preview' });
  if (message.kind !== 'preview') throw new Error('The worker gave no preview.');
  return message.preview;
};

/** Classifies a session in a thread of its own. Aborting lets the run end by itself and keep what it has. */
export const classifyInWorker = async (
  job: ClassifyJob,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<ReviewedRun> => {
  const message = await ask({ job, want: 'classification' }, signal, onProgress);
  if (message.kind !== 'classification') throw new Error('The worker gave no classification.');
  return message.classification;
};

const ask = (
  data: ClassifyWorkerData,
  signal?: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<ClassifyMessage> => {
  const { promise, resolve, reject } = Promise.withResolvers<ClassifyMessage>();
  const worker = startWorker('classify-worker', data);
  const stop = () => worker.postMessage('stop');
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: ClassifyMessage) => {
    if (message.kind === 'progress') onProgress?.(message.progress);
    else if (message.kind === 'trouble')
      reject(new UserError(message.message, message.nextStep, { code: message.code }));
    else resolve(message);
  });
  worker.on('error', reject);
  worker.on('exit', () => reject(new Error('The classification ended without an answer.')));
  return promise.finally(() => signal?.removeEventListener('abort', stop));
};
