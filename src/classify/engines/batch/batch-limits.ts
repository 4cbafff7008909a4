import type { BatchJob, Shard } from '../../../domain/batch.ts';
import { BudgetError } from '../../budget.ts';
import { batchFactor, costOf } from '../../estimate.ts';

/** What a reply is taken for before it is there. */
const replyTokens = 300;

/** US dollars until now; null where no price is known. */
export const batchCost = ({ used, model }: Pick<BatchJob, 'used' | 'model'>): number | null =>
  costOf(used, model, batchFactor);

/** US dollars for requests of that many tokens and their replies, at the price of batches. */
export const expectedCost = (model: string, shards: readonly Shard[]): number | null => {
  const input = shards.reduce((sum, { tokens }) => sum + tokens, 0);
  const output = shards.reduce((sum, { requests }) => sum + requests.length * replyTokens, 0);
  return costOf({ input, cached: 0, output }, model, batchFactor);
};

/** Throws BudgetError where sending a shard would bring the job beyond its limits, with all that is under way. */
export const checkLimits = (job: BatchJob, shard: Shard): void => {
  const underWay = job.shards.filter(({ batchId, isRead }) => batchId !== null && !isRead);
  const ahead = [...underWay, shard];
  const tokens = ahead.reduce((sum, one) => sum + one.tokens, job.used.input + job.used.output);
  const cost = (batchCost(job) ?? 0) + (expectedCost(job.model, ahead) ?? 0);
  const isOver =
    (job.maxCost !== null && cost > job.maxCost) || (job.maxTokens !== null && tokens > job.maxTokens);
  if (!isOver) return;
  throw new BudgetError(
    `The limit is reached: the next batch would bring it to about $${cost.toFixed(2)} and ${tokens} tokens.`,
    'Run it again with a higher limit; what was sent goes on, and nothing is paid for twice.',
    { code: 5 },
  );
};
