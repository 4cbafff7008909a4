import { resolve } from 'node:path';
import { advanceBatch } from '../classify/engines/batch/advance-batch.ts';
import { batchCost, expectedCost } from '../classify/engines/batch/batch-limits.ts';
import { isEnded } from '../classify/engines/batch/batch-port.ts';
import type { BatchPlaces, Classified } from '../classify/engines/batch/batch-work.ts';
import type { Caller } from '../classify/engines/openai-call.ts';
import { PendingReply } from '../classify/pending.ts';
import { runStages } from '../classify/run-stages.ts';
import { weighRun } from '../classify/weigh-run.ts';
import type { BatchJob, Expected } from '../domain/batch.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { UserError } from '../errors.ts';
import { openBatchStore } from '../store/batch-store.ts';
import { openStore } from '../store/open-store.ts';
import { toInput } from './classify-session.ts';
import { createEngine, limitsOf, repliesOf, toConnection } from './create-engine.ts';
import type { EngineJob } from './engine-job.ts';

export type BatchRequest = {
  /** Logs of sessions to begin with; none goes on with what is under way. */
  readonly sessions: readonly string[];
  /** Takes a provider's place: requests are put there, and replies found there. */
  readonly folder: string | null;
  readonly isCancelled: boolean;
  readonly agree: (plan: BatchPlan) => Promise<void>;
  readonly onChange: (report: BatchReport) => void;
  readonly signal: AbortSignal;
};

/** What a person sees before the first batch is sent; later stages ask about what the first one found. */
export type BatchPlan = {
  readonly endpoint: string;
  readonly model: string;
  readonly sessions: number;
  readonly requests: number;
  readonly tokens: number;
  /** US dollars for these requests and their replies; null where no price is known. */
  readonly cost: number | null;
  /** What all stages are taken to come to; null for a job that an older pushback began. */
  readonly expected: Expected | null;
  /** The files that would be sent, letter by letter. */
  readonly files: readonly string[];
};

/** How far a job is. */
export type BatchReport = {
  readonly state: 'pending' | 'done' | 'cancelled' | 'none';
  readonly sessions: number;
  readonly classified: number;
  /** Sessions without a result: the log is gone, or no batch gave a reply. */
  readonly gone: number;
  readonly batches: readonly { readonly name: string; readonly status: string; readonly requests: number }[];
  /** Requests that came back without a reply, at least once. */
  readonly failures: number;
  readonly tokens: number;
  readonly cost: number | null;
};

export type BatchDeps = EngineJob & {
  readonly resolve: (session: string) => Promise<SessionSummary>;
  readonly now: () => Date;
};

/**
 * Brings the batch job of the store as far as it goes now, or begins one. Throws UserError: 2 no key, nothing under way
 * or another job under way, 4 the provider failed, 5 a limit was reached.
 */
export const classifyBatch = async (deps: BatchDeps, request: BatchRequest): Promise<BatchReport> => {
  const places = await openPlaces(deps, request.folder);
  const { keeper, port } = places;
  const kept = keeper.load();
  if (request.isCancelled) {
    for (const { batchId, status } of kept?.shards ?? [])
      if (batchId !== null && !isEnded(status)) await port.cancel(batchId);
    keeper.clear();
    return kept ? { ...toReport(kept), state: 'cancelled' } : nothing;
  }
  const job = begin(kept, deps, request, places);
  const ended = await advanceBatch(job, places, {
    classify: (session, instead, weigh) => classifyKept(session, deps, instead, weigh),
    agree: begun => request.agree(toPlan(begun, places)),
    onChange: changed => request.onChange(toReport(changed)),
    signal: request.signal,
  });
  const report = toReport(ended);
  if (report.state === 'done') keeper.clear();
  return report;
};

const openPlaces = async (deps: BatchDeps, folder: string | null): Promise<BatchPlaces> => {
  const { toEndpoint } = await import('../classify/engines/openai-endpoint.ts');
  const { identityOf } = await import('../classify/engines/openai.ts');
  const connection = toConnection(deps);
  // Who puts requests into a folder needs no key for it.
  const unneeded = folder === null ? {} : { [connection.endpoint.apiKeyEnv]: 'none' };
  const endpoint = toEndpoint({ ...connection.endpoint, env: { ...deps.env, ...unneeded } });
  const { model, effort } = connection.options;
  const port =
    folder === null
      ? (await import('../classify/engines/batch/openai-batches.ts')).openBatches(
          endpoint,
          connection.options,
        )
      : (await import('../classify/engines/batch/folder-batches.ts')).folderBatches(resolve(folder));
  return {
    ...{ endpoint, port, keeper: openBatchStore(deps.store), replies: repliesOf(deps) },
    wording: { model, effort, identity: identityOf(endpoint, model, effort) },
  };
};

/** The job that is under way, with the limits of this call, or a new one. */
const begin = (
  kept: BatchJob | null,
  { config }: BatchDeps,
  { sessions }: BatchRequest,
  { endpoint, wording }: BatchPlaces,
): BatchJob => {
  const limits = limitsOf(config);
  const more = { maxCost: limits.cost, maxTokens: limits.tokens };
  if (kept === null && sessions.length === 0)
    throw new UserError('No batch is under way.', 'Name sessions or a folder of them to begin one.');
  if (kept === null)
    return {
      ...{ version: 1, endpoint: endpoint.shown, model: wording.model, sessions, ...more },
      ...{ done: [], gone: [], shards: [], isGathering: true, isAgreed: false, failures: {}, expected: null },
      form: { temperature: true, seed: true, effort: true, format: 'json_schema' },
      used: { input: 0, cached: 0, output: 0 },
    };
  const isOther =
    kept.endpoint !== endpoint.shown ||
    kept.model !== wording.model ||
    (sessions.length > 0 && sessions.some(session => !kept.sessions.includes(session)));
  if (isOther)
    throw new UserError(
      `Another batch job is under way in this store: ${kept.sessions.length} sessions, ${kept.model} at ${kept.endpoint}.`,
      'Finish it with the same command without sessions, take it back with --cancel, or use another --store.',
    );
  return { ...kept, ...more };
};

/** A run whose replies are all there is kept; one that was kept before a stop is not kept twice. */
const classifyKept = async (
  session: string,
  deps: BatchDeps,
  instead: Caller,
  weigh: boolean,
): Promise<Classified> => {
  let weight: Expected | null = null;
  try {
    const summary = await deps.resolve(session);
    const engine = await batchEngine(deps, instead);
    const input = toInput({ summary, store: deps.store });
    if (weigh) weight = weighRun(engine, input);
    const never = new AbortController().signal;
    const result = await runStages(engine, input, { now: deps.now, signal: never });
    const store = openStore(deps.store);
    const before = store.classification(input.head.id)?.run.remote?.replies.join();
    if (before !== result.run.remote?.replies.join()) await store.saveClassification(result);
    return { state: 'done', weight: null };
  } catch (error) {
    if (error instanceof PendingReply) return { state: 'pending', weight };
    if (error instanceof UserError && (error.code === 3 || error.code === 4))
      return { state: 'gone', weight: null };
    throw error;
  }
};

const batchEngine = (deps: BatchDeps, instead: Caller) => {
  const openai = { ...deps.config.openai, ...unlimited };
  return createEngine(
    { ...deps, config: { ...deps.config, engine: 'openai', openai } },
    { instead, isBatch: true },
  );
};

/** A job's limits are held for all of it together. */
const unlimited = { maxCost: null, maxTokens: null };

const toPlan = (job: BatchJob, { endpoint, keeper }: BatchPlaces): BatchPlan => ({
  endpoint: endpoint.shown,
  model: job.model,
  sessions: job.sessions.length,
  requests: job.shards.reduce((sum, { requests }) => sum + requests.length, 0),
  tokens: job.shards.reduce((sum, { tokens }) => sum + tokens, 0),
  cost: expectedCost(job.model, job.shards),
  expected: job.expected,
  files: job.shards.map(({ name }) => keeper.shardPath(name)),
});

const toReport = (job: BatchJob): BatchReport => ({
  state: job.done.length + job.gone.length === job.sessions.length ? 'done' : 'pending',
  sessions: job.sessions.length,
  classified: job.done.length,
  gone: job.gone.length,
  batches: job.shards.map(({ name, status, requests }) => ({ name, status, requests: requests.length })),
  failures: Object.keys(job.failures).length,
  tokens: job.used.input + job.used.output,
  cost: batchCost(job),
});

const nothing: BatchReport = {
  ...{ state: 'none', sessions: 0, classified: 0, gone: 0, batches: [], failures: 0, tokens: 0, cost: null },
};
