import { existsSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { ProposedRules } from '../domain/proposed-rule.ts';
import { messageOf } from '../errors.ts';
import { type GatherRulesJob, gatherRules, type RulesProgress } from './gather-rules.ts';

/** What the main thread hands over. */
export type RulesWorkerData = { readonly gatherRules: GatherRulesJob };

export type RulesMessage =
  | { readonly kind: 'progress'; readonly progress: RulesProgress }
  | { readonly kind: 'rules'; readonly rules: ProposedRules }
  | { readonly kind: 'failed'; readonly message: string };

const isWorkerData = (data: unknown): data is RulesWorkerData =>
  typeof data === 'object' && data !== null && 'gatherRules' in data;

const tell = (message: RulesMessage) => parentPort?.postMessage(message);

if (!isMainThread && isWorkerData(workerData)) {
  const job = workerData.gatherRules;
  try {
    const rules = await gatherRules({ ...job, hasStore: existsSync(job.store) }, progress =>
      tell({ kind: 'progress', progress }),
    );
    tell({ kind: 'rules', rules });
  } catch (error) {
    tell({ kind: 'failed', message: messageOf(error) });
  }
}
