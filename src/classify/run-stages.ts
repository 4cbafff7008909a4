import type { Classification, Run } from '../domain/episode.ts';
import { BudgetError } from './budget.ts';
import { classifyAll, notJudged } from './classify-all.ts';
import type { Item } from './classify-candidate.ts';
import type { ClassifyInput, Engine, Progress } from './engine.ts';
import { costOf, priceOf } from './estimate.ts';
import { extractAll } from './extract-all.ts';
import { PendingReply } from './pending.ts';
import { createTracker } from './track-run.ts';

export type RunOptions = {
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Each item as soon as it is done, in no fixed order, so that it can be kept at once. */
  readonly onItem?: ((item: Item) => void) | undefined;
};

/**
 * One pass over a session: extract, then each candidate through quotes, verdict and labels. Results stand in the order
 * of the candidates. A cancel, a spent budget or a failing endpoint keeps what is done and says so in `run.outcome`; an
 * endpoint that fails before anything is done throws its UserError. Throws PendingReply when an engine has noted what is
 * to be asked and has no reply yet; everything that could be asked by then was.
 */
export const runStages = async (
  engine: Engine,
  input: ClassifyInput,
  { now, signal, onProgress, onItem }: RunOptions,
): Promise<Classification> => {
  const startedAt = now().toISOString();
  const track = createTracker(onProgress, engine.model);
  const finish = (items: readonly Item[], outcome: Run['outcome']): Classification => ({
    session: input.head.id,
    run: {
      engine: engine.name,
      model: engine.model,
      promptHashes: engine.promptHashes,
      startedAt,
      endedAt: now().toISOString(),
      usage: track.usage(),
      cost: costOf(track.usage(), engine.model, engine.priceFactor),
      outcome,
      ...(engine.record
        ? { remote: { ...engine.record(), price: priceOf(engine.model, engine.priceFactor) } }
        : {}),
    },
    ...sortItems(items),
  });

  const extracted = await extractAll(engine, input, { signal, track });
  if (signal.aborted) return finish([], 'cancelled');
  if (extracted.isPending) throw new PendingReply();
  for (const item of extracted.failed) onItem?.(item);
  const { items, error, isPending } = extracted.error
    ? {
        isPending: false,
        items: extracted.candidates.map(one => notJudged(one, extracted.error)),
        error: extracted.error,
      }
    : await classifyAll(extracted.candidates, engine, input, { signal, track, onItem });
  const all = [...extracted.failed, ...items];
  if (signal.aborted) return finish(all, 'cancelled');
  if (isPending) throw new PendingReply();
  if (error && all.every(({ kind }) => kind === 'failed')) throw error;
  if (error instanceof BudgetError) return finish(all, 'stopped');
  return finish(all, error || extracted.failed.length > 0 ? 'failed' : 'done');
};

const sortItems = (items: readonly Item[]): Pick<Classification, 'episodes' | 'rejected' | 'failed'> => ({
  episodes: items.flatMap(item => (item.kind === 'episode' ? [item.episode] : [])),
  rejected: items.flatMap(item => (item.kind === 'rejected' ? [item.rejected] : [])),
  failed: items.flatMap(item => (item.kind === 'failed' ? [item.failed] : [])),
});
