import { UserError } from '../errors.ts';
import type { Report } from '../report/build-report.ts';
import type { GatherJob } from './gather-report.ts';
import type { ReportMessage, ReportWorkerData } from './report-worker.ts';
import { startWorker } from './start-worker.ts';

/**
 * Makes the report in a thread of its own. Rejects with UserError when the library or the store cannot be read; when
 * `signal` is aborted it stops and never settles.
 */
export const startReportWorker = (
  gather: GatherJob,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Report> => {
  const workerData: ReportWorkerData = { gather };
  const worker = startWorker('report-worker', workerData);
  signal.addEventListener('abort', () => void worker.terminate(), { once: true });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: ReportMessage) => {
      if (signal.aborted) return;
      if (message.kind === 'progress') onProgress(message.done, message.total);
      else if (message.kind === 'report') resolve(message.report);
      else reject(cannot(message.message));
    });
    worker.on('error', error => reject(cannot(error.message)));
  });
};

const cannot = (why: string): UserError =>
  new UserError(`The report cannot be made: ${why}`, '`pushback doctor` says what can be read.');
