import type { BatchJob, BatchKeeper, Expected, Shard } from '../../../domain/batch.ts';
import type { ReplyKeeper } from '../../../domain/reply.ts';
import { BudgetError } from '../../budget.ts';
import { batchFactor, costOf } from '../../estimate.ts';
import { addUsage } from '../../usage.ts';
import { type Caller, simplerForm } from '../openai-call.ts';
import type { Endpoint } from '../openai-endpoint.ts';
import { type BatchPort, isEnded } from './batch-port.ts';
import { createGatherer, noteRequests, type Wording } from './gather-shards.ts';
import { type Outcome, readOutput } from './read-output.ts';

export type Classified = {
  readonly state: 'done' | 'gone' | 'pending';
  readonly weight: Expected | null;
};

/** What a job needs of the rest of the program. */
export type BatchWork = {
  /**
   * Runs the stages over one session as far as there are replies, and keeps a finished run. `weigh`: say what the session
   * would come to, if it is still pending.
   */
  readonly classify: (session: string, instead: Caller, weigh: boolean) => Promise<Classified>;
  /** Asks the person before anything is sent; throws UserError for a no. */
  readonly agree: (job: BatchJob) => Promise<void>;
  readonly onChange: (job: BatchJob) => void;
  readonly signal: AbortSignal;
};
export type BatchPlaces = {
  readonly keeper: BatchKeeper;
  readonly port: BatchPort;
  readonly replies: ReplyKeeper;
  readonly endpoint: Endpoint;
  readonly wording: Wording;
};

/** How many sessions may be read again after a stop in the middle of gathering. */
const savedEvery = 20;
/** What a reply is taken for before it is there. */
const replyTokens = 300;

/**
 * Brings a job as far as it goes now: gathers what is to be asked, hands it over, looks what has become of what is under
 * way, reads the replies, and begins again with the next stage, until something is under way or all is done. Every
 * stage is one round, a repair one more. The job is saved after each call, so it may be stopped anywhere: what was
 * written is taken up, what was sent is found again by its name, and a reply that came is never asked for again.
 */
export const advanceBatch = async (
  begun: BatchJob,
  { keeper, port, replies, endpoint, wording }: BatchPlaces,
  work: BatchWork,
): Promise<BatchJob> => {
  let job = begun;
  const set = (change: Partial<BatchJob>): void => {
    job = { ...job, ...change };
    keeper.save(job);
    work.onChange(job);
  };
  const setShard = ({ name }: Shard, change: Partial<Shard>, more: Partial<BatchJob> = {}): void =>
    set({ ...more, shards: job.shards.map(one => (one.name === name ? { ...one, ...change } : one)) });

  const gather = async (): Promise<void> => {
    const asked = new Set(job.shards.flatMap(({ isRead, requests }) => (isRead ? [] : requests)));
    const gatherer = createGatherer(keeper, wording, {
      form: job.form,
      count: () => job.shards.length,
      onShard: shard => set({ shards: [...job.shards, shard] }),
    });
    const ended: Record<'done' | 'gone' | 'pending', string[]> = { done: [], gone: [], pending: [] };
    const save = (): void => {
      set({ done: [...job.done, ...ended.done.splice(0)], gone: [...job.gone, ...ended.gone.splice(0)] });
    };
    let expected: Expected = { tokens: 0, cost: 0, hidden: {} };
    for (const session of openSessions(job)) {
      work.signal.throwIfAborted();
      const instead = noteRequests(job, wording, (call, hash) => {
        if (asked.has(hash)) return;
        asked.add(hash);
        gatherer.add(call, hash);
      });
      const { state, weight } = await work.classify(session, instead, !job.isAgreed);
      ended[state].push(session);
      if (weight) expected = addExpected(expected, weight);
      if (ended.done.length + ended.gone.length >= savedEvery) save();
    }
    gatherer.flush();
    save();
    set({ isGathering: false, ...(job.isAgreed ? {} : { expected }) });
  };

  const send = async (shard: Shard): Promise<void> => {
    if (!job.isAgreed) {
      await work.agree(job);
      set({ isAgreed: true });
    }
    checkLimits(job, shard);
    const known = shard.fileId === null ? null : await port.find(shard.name);
    const fileId = shard.fileId ?? (await port.upload(keeper.shardPath(shard.name), shard.name));
    setShard(shard, { fileId });
    const { id, status } = known ?? (await port.create(fileId, shard.name));
    setShard(shard, { fileId, batchId: id, status });
  };

  const look = async (shard: Shard, id: string): Promise<void> => {
    const { status, outputFile, errorFile } = await port.look(id);
    if (!isEnded(status)) return setShard(shard, { status });
    const texts = [];
    for (const file of [outputFile, errorFile]) if (file !== null) texts.push(await port.download(file));
    const outcomes = texts.flatMap(text => readOutput(text, endpoint));
    for (const outcome of outcomes) if ('reply' in outcome) replies.keep(outcome.hash, outcome.reply);
    setShard(shard, { status, isRead: true }, afterReading(job, shard, status, outcomes));
  };

  for (;;) {
    if (job.isGathering) await gather();
    for (const shard of job.shards) if (shard.batchId === null) await send(shard);
    for (const shard of job.shards)
      if (shard.batchId !== null && !shard.isRead) await look(shard, shard.batchId);
    if (job.shards.some(({ isRead }) => !isRead) || openSessions(job).length === 0) return job;
    set({ isGathering: true });
  }
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

const openSessions = ({ sessions, done, gone }: BatchJob): string[] => {
  const ended = new Set([...done, ...gone]);
  return sessions.filter(session => !ended.has(session));
};

/** US dollars until now; null where no price is known. */
export const batchCost = ({ used, model }: Pick<BatchJob, 'used' | 'model'>): number | null =>
  costOf(used, model, batchFactor);

/** US dollars for requests of that many tokens and their replies, at the price of batches. */
export const expectedCost = (model: string, shards: readonly Shard[]): number | null => {
  const input = shards.reduce((sum, { tokens }) => sum + tokens, 0);
  const output = shards.reduce((sum, { requests }) => sum + requests.length * replyTokens, 0);
  return costOf({ input, cached: 0, output }, model, batchFactor);
};

const checkLimits = (job: BatchJob, shard: Shard): void => {
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

/** What a read shard changes: tokens, what failed, and how requests are worded from then on. */
const afterReading = (
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
