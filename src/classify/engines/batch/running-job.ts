import type { BatchJob, BatchKeeper, Shard } from '../../../domain/batch.ts';

/** A job that is worked on: a change is saved before anything else happens. */
export type RunningJob = {
  /** The job as it is now. */
  readonly now: () => BatchJob;
  readonly set: (change: Partial<BatchJob>) => void;
  /** Changes one shard, and what `more` says of the job, in one save. */
  readonly setShard: (shard: Shard, change: Partial<Shard>, more?: Partial<BatchJob>) => void;
};

/** Holds a job that goes on from `begun`; `onChange` hears of each change after it was saved. */
export const runJob = (
  begun: BatchJob,
  keeper: BatchKeeper,
  onChange: (job: BatchJob) => void,
): RunningJob => {
  let job = begun;
  const set: RunningJob['set'] = change => {
    job = { ...job, ...change };
    keeper.save(job);
    onChange(job);
  };
  return {
    now: () => job,
    set,
    setShard: ({ name }, change, more = {}) =>
      set({ ...more, shards: job.shards.map(one => (one.name === name ? { ...one, ...change } : one)) }),
  };
};

/** The sessions of a job that have no result yet and may still get one. */
export const openSessions = ({ sessions, done, gone }: BatchJob): string[] => {
  const ended = new Set([...done, ...gone]);
  return sessions.filter(session => !ended.has(session));
};
