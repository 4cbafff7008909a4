import type { ProposedRules } from '../domain/proposed-rule.ts';
import { UserError } from '../errors.ts';
import type { GatherRulesJob, RulesProgress } from './gather-rules.ts';
import type { RulesMessage, RulesWorkerData } from './rules-worker.ts';
import { startWorker } from './start-worker.ts';

/**
 * Finds the rules in a thread of its own. Rejects with UserError when the library or the store cannot be read; when
 * `signal` is aborted it stops and never settles.
 */
export const startRulesWorker = (
  job: GatherRulesJob,
  onProgress: (progress: RulesProgress) => void,
  signal: AbortSignal,
): Promise<ProposedRules> => {
  const workerData: RulesWorkerData = { gatherRules: job };
  const worker = startWorker('rules-worker', workerData);
  signal.addEventListener('abort', () => void worker.terminate(), { once: true });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: RulesMessage) => {
      if (signal.aborted) return;
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'rules') resolve(message.rules);
      else reject(cannot(message.message));
    });
    worker.on('error', error => reject(cannot(error.message)));
  });
};

const cannot = (why: string): UserError =>
  new UserError(`The rules cannot be found: ${why}`, '`pushback doctor` says what can be read.');
