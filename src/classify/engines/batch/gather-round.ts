import type { Expected } from '../../../domain/batch.ts';
import type { BatchPlaces, BatchWork } from './batch-work.ts';
import { createGatherer, noteRequests } from './gather-shards.ts';
import { openSessions, type RunningJob } from './running-job.ts';

/** How many sessions may be read again after a stop in the middle of gathering. */
const savedEvery = 20;

/**
 * Gathers the next questions of every session that has no result yet into shards. What is under way or gathered already
 * is not asked twice. Before the person agreed, the job learns what all stages would come to.
 */
export const gatherRound = async (
  job: RunningJob,
  { keeper, wording }: Pick<BatchPlaces, 'keeper' | 'wording'>,
  work: BatchWork,
): Promise<void> => {
  const { isAgreed, form, shards } = job.now();
  const asked = new Set(shards.flatMap(({ isRead, requests }) => (isRead ? [] : requests)));
  const gatherer = createGatherer(keeper, wording, {
    form,
    count: () => job.now().shards.length,
    onShard: shard => job.set({ shards: [...job.now().shards, shard] }),
  });
  const ended = createEnded(job);
  let expected: Expected = { tokens: 0, cost: 0, hidden: {} };
  for (const session of openSessions(job.now())) {
    work.signal.throwIfAborted();
    const instead = noteRequests(job.now(), wording, (call, hash) => {
      if (asked.has(hash)) return;
      asked.add(hash);
      gatherer.add(call, hash);
    });
    const { state, weight } = await work.classify(session, instead, !isAgreed);
    if (state !== 'pending') ended.add(session, state);
    if (weight) expected = addExpected(expected, weight);
  }
  gatherer.flush();
  ended.save();
  job.set({ isGathering: false, ...(isAgreed ? {} : { expected }) });
};

/** Sessions that came to an end, saved some at a time. */
const createEnded = (job: RunningJob) => {
  const ended: Record<'done' | 'gone', string[]> = { done: [], gone: [] };
  const save = (): void => {
    const { done, gone } = job.now();
    job.set({ done: [...done, ...ended.done.splice(0)], gone: [...gone, ...ended.gone.splice(0)] });
  };
  return {
    save,
    add: (session: string, state: 'done' | 'gone'): void => {
      ended[state].push(session);
      if (ended.done.length + ended.gone.length >= savedEvery) save();
    },
  };
};

const addExpected = (a: Expected, b: Expected): Expected => {
  const hidden = { ...a.hidden };
  for (const [kind, count] of Object.entries(b.hidden)) hidden[kind] = (hidden[kind] ?? 0) + count;
  return {
    tokens: a.tokens + b.tokens,
    cost: a.cost === null || b.cost === null ? null : a.cost + b.cost,
    hidden,
  };
};
