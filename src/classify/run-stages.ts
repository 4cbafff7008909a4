import type { Classification, Run } from '../domain/episode.ts';
import type { TurnLabel } from '../domain/turn-label.ts';
import { BudgetError } from './budget.ts';
import { type AllItems, type AllOptions, classifyAll, notJudged } from './classify-all.ts';
import type { Item } from './classify-candidate.ts';
import type { ClassifyInput, Engine, Progress } from './engine.ts';
import { costOf, priceOf } from './estimate.ts';
import { type Extracted, extractAll } from './extract-all.ts';
import { labelAll } from './label-all.ts';
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
 * One pass over a session: extract, then each candidate through quotes, verdict and labels, then the turns where a
 * person asked for it. Results stand in the order
 * of the candidates. A cancel, a spent budget or a failing endpoint keeps what is done and says so in `run.outcome`; an
 * endpoint that fails before anything is done throws its UserError. Throws PendingReply when an engine has noted what is
 * to be asked and has no reply yet; everything that could be asked by then was.
 */
export const runStages = async (
  engine: Engine,
  input: ClassifyInput,
  { now, signal, onProgress, onItem }: RunOptions,
): Promise<Classification> => {
  const track = createTracker(onProgress, engine.model);
  const startedAt = now().toISOString();
  const { items, labels, outcome } = await answerAll(engine, input, { signal, track, onItem });
  const usage = track.usage();
  const { name, model, promptHashes, priceFactor, record } = engine;
  return {
    session: input.head.id,
    run: {
      ...{ engine: name, model, promptHashes, startedAt, endedAt: now().toISOString() },
      ...{ usage, cost: costOf(usage, model, priceFactor), outcome },
      ...(record ? { remote: { ...record(), price: priceOf(model, priceFactor) } } : {}),
    },
    ...sortItems(items),
    ...(labels ? { turnLabels: labels } : {}),
  };
};

type Answered = {
  readonly items: readonly Item[];
  readonly labels: readonly TurnLabel[] | null;
  readonly outcome: Run['outcome'];
};

/** Episodes before labels: where a limit is reached, it is the labels that are missing. */
const answerAll = async (engine: Engine, input: ClassifyInput, options: AllOptions): Promise<Answered> => {
  const { signal, onItem } = options;
  const extracted = await extractAll(engine, input, options);
  for (const item of extracted.failed) onItem?.(item);
  const judged = await judgeAll(extracted, engine, input, options);
  const isGoing = judged.error === null && !signal.aborted;
  const labelled = isGoing ? await labelAll(engine, input, options) : null;
  for (const item of labelled?.failed ?? []) onItem?.(item);
  const items = [...extracted.failed, ...judged.items, ...(labelled?.failed ?? [])];
  const labels = labelled?.labels.length ? labelled.labels : null;
  if (signal.aborted) return { items, labels, outcome: 'cancelled' };
  if (judged.isPending || labelled?.isPending) throw new PendingReply();
  const error = judged.error ?? labelled?.error ?? null;
  if (judged.error && items.every(({ kind }) => kind === 'failed')) throw judged.error;
  if (error instanceof BudgetError) return { items, labels, outcome: 'stopped' };
  return { items, labels, outcome: error || extracted.failed.length > 0 ? 'failed' : 'done' };
};

/** What became of the candidates; all of them are kept when the endpoint fails before they can be asked about. */
const judgeAll = async (
  { candidates, error, isPending }: Extracted,
  engine: Engine,
  input: ClassifyInput,
  options: AllOptions,
): Promise<AllItems> => {
  if (options.signal.aborted || isPending) return { items: [], error: null, isPending };
  if (error) return { items: candidates.map(one => notJudged(one, error)), error, isPending };
  return classifyAll(candidates, engine, input, options);
};

const sortItems = (items: readonly Item[]): Pick<Classification, 'episodes' | 'rejected' | 'failed'> => ({
  episodes: items.flatMap(item => (item.kind === 'episode' ? [item.episode] : [])),
  rejected: items.flatMap(item => (item.kind === 'rejected' ? [item.rejected] : [])),
  failed: items.flatMap(item => (item.kind === 'failed' ? [item.failed] : [])),
});
