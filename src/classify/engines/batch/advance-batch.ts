import type { BatchJob, Shard } from '../../../domain/batch.ts';
import { afterReading } from './after-reading.ts';
import { checkLimits } from './batch-limits.ts';
import { isEnded } from './batch-port.ts';
import type { BatchPlaces, BatchWork } from './batch-work.ts';
import { gatherRound } from './gather-round.ts';
import { readOutput } from './read-output.ts';
import { openSessions, type RunningJob, runJob } from './running-job.ts';

/**
 * Brings a job as far as it goes now: gathers what is to be asked, hands it over, looks what has become of what is under
 * way, reads the replies, and begins again with the next stage, until something is under way or all is done. Every
 * stage is one round, a repair one more. The job is saved after each call, so it may be stopped anywhere: what was
 * written is taken up, what was sent is found again by its name, and a reply that came is never asked for again.
 */
export const advanceBatch = async (
  begun: BatchJob,
  places: BatchPlaces,
  work: BatchWork,
): Promise<BatchJob> => {
  const job = runJob(begun, places.keeper, work.onChange);
  for (;;) {
    if (job.now().isGathering) await gatherRound(job, places, work);
    for (const shard of job.now().shards) if (shard.batchId === null) await send(shard, job, places, work);
    for (const shard of job.now().shards)
      if (shard.batchId !== null && !shard.isRead) await look(shard, shard.batchId, job, places);
    const { shards } = job.now();
    if (shards.some(({ isRead }) => !isRead) || openSessions(job.now()).length === 0) return job.now();
    job.set({ isGathering: true });
  }
};

/** Hands a shard over, after a yes and within the limits. The answer to an earlier `create` may not have been heard. */
const send = async (
  shard: Shard,
  job: RunningJob,
  { port, keeper }: BatchPlaces,
  work: BatchWork,
): Promise<void> => {
  if (!job.now().isAgreed) {
    await work.agree(job.now());
    job.set({ isAgreed: true });
  }
  checkLimits(job.now(), shard);
  const known = shard.fileId === null ? null : await port.find(shard.name);
  const fileId = shard.fileId ?? (await port.upload(keeper.shardPath(shard.name), shard.name));
  job.setShard(shard, { fileId });
  const { id, status } = known ?? (await port.create(fileId, shard.name));
  job.setShard(shard, { fileId, batchId: id, status });
};

/** Looks what has become of a batch, and keeps its replies once it has ended. */
const look = async (
  shard: Shard,
  id: string,
  job: RunningJob,
  { port, replies, endpoint }: BatchPlaces,
): Promise<void> => {
  const { status, outputFile, errorFile } = await port.look(id);
  if (!isEnded(status)) return job.setShard(shard, { status });
  const texts = [];
  for (const file of [outputFile, errorFile]) if (file !== null) texts.push(await port.download(file));
  const outcomes = texts.flatMap(text => readOutput(text, endpoint));
  for (const outcome of outcomes) if ('reply' in outcome) replies.keep(outcome.hash, outcome.reply);
  job.setShard(shard, { status, isRead: true }, afterReading(job.now(), shard, status, outcomes));
};
