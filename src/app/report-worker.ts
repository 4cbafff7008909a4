import { existsSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { Report } from '../report/build-report.ts';
import { type GatherJob, gatherReport } from './gather-report.ts';

/** What the main thread hands over. */
export type ReportWorkerData = { readonly gather: GatherJob };

export type ReportMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'failed'; readonly message: string };

const isWorkerData = (data: unknown): data is ReportWorkerData =>
  typeof data === 'object' && data !== null && 'gather' in data;

const tell = (message: ReportMessage) => parentPort?.postMessage(message);

if (!isMainThread && isWorkerData(workerData)) {
  const { gather } = workerData;
  try {
    const report = await gatherReport({ ...gather, hasStore: existsSync(gather.store) }, (done, total) =>
      tell({ kind: 'progress', done, total }),
    );
    tell({ kind: 'report', report });
  } catch (error) {
    tell({ kind: 'failed', message: messageOf(error) });
  }
}
