import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Progress } from '../classify/engine.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import { type ErrorCode, UserError } from '../errors.ts';
import {
  type ClassifyJob,
  type ClassifyPlan,
  type ClassifyPreview,
  classifySession,
  planClassification,
  previewClassification,
} from './classify-session.ts';

/** What the main thread hands over. Any message to the worker stops the run. */
export type ClassifyWorkerData = {
  readonly job: ClassifyJob;
  readonly want: 'plan' | 'preview' | 'classification';
};

/** What comes back: progress any number of times, then one of the others. */
export type ClassifyMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'plan'; readonly plan: ClassifyPlan }
  | { readonly kind: 'preview'; readonly preview: ClassifyPreview }
  | { readonly kind: 'classification'; readonly classification: ReviewedRun }
  | {
      readonly kind: 'trouble';
      readonly message: string;
      readonly nextStep: string;
      readonly code: ErrorCode;
    };

const isWorkerData = (data: unknown): data is ClassifyWorkerData =>
  typeof data === 'object' && data !== null && 'job' in data && 'want' in data;

const tell = (message: ClassifyMessage) => parentPort?.postMessage(message);

const answer = async ({ job, want }: ClassifyWorkerData): Promise<ClassifyMessage> => {
  if (want === 'plan') return { kind: 'plan', plan: await planClassification(job) };
  if (want === 'preview') return { kind: 'preview', preview: await previewClassification(job) };
  const stop = new AbortController();
  parentPort?.once('message', () => stop.abort());
  const classification = await classifySession(job, {
    now: () => new Date(),
    signal: stop.signal,
    onProgress: progress => tell({ kind: 'progress', progress }),
  });
  return { kind: 'classification', classification };
};

if (!isMainThread && isWorkerData(workerData)) {
  try {
    tell(await answer(workerData));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // An error's class does not survive the way to another thread.
    tell({ kind: 'trouble', message: error.message, nextStep: error.nextStep, code: error.code });
  } finally {
    parentPort?.close();
  }
}
