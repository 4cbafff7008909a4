import type { BatchJob, Shard } from '../../../domain/batch.ts';
import { addUsage } from '../../usage.ts';
import { simplerForm } from '../openai-call.ts';
import type { Outcome } from './read-output.ts';

/** What a read shard changes: tokens, what failed, and how requests are worded from then on. */
export const afterReading = (
  job: BatchJob,
  { requests }: Shard,
  status: string,
  outcomes: readonly Outcome[],
): Partial<BatchJob> => {
  let { used, form } = job;
  const failures = { ...job.failures };
  const answered = new Set<string>();
  for (const outcome of outcomes) {
    if ('reply' in outcome) {
      answered.add(outcome.hash);
      used = addUsage(used, outcome.reply.usage) ?? used;
    }
  }
  const said = new Map(outcomes.flatMap(one => ('failure' in one ? [[one.hash, one.failure] as const] : [])));
  for (const hash of requests) {
    if (answered.has(hash)) continue;
    const failure = said.get(hash) ?? { status: null, message: `the batch ended as ${status}` };
    const simpler = simplerForm(job.form, failure);
    if (simpler) form = simpler;
    else failures[hash] = { count: (failures[hash]?.count ?? 0) + 1, said: failure.message.slice(0, 300) };
  }
  return { used, form, failures };
};
