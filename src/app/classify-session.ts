import type { Limits } from '../classify/budget.ts';
import type { ClassifyInput, Progress } from '../classify/engine.ts';
import type { Call } from '../classify/engines/openai-call.ts';
import type { RequestBody } from '../classify/engines/openai-request.ts';
import { PendingReply } from '../classify/pending.ts';
import { runStages } from '../classify/run-stages.ts';
import { type RunWeight, weighRun } from '../classify/weigh-run.ts';
import { isKept } from '../domain/episode.ts';
import { reviewPushbacks } from '../domain/pushback.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { openStore } from '../store/open-store.ts';
import { createEngine, limitsOf } from './create-engine.ts';
import type { EngineJob } from './engine-job.ts';
import { turnsOf } from './open-session.ts';
import { readProse } from './read-prose.ts';

/** What a person sees before anything is sent. `endpoint` null: nothing leaves this machine, and it costs nothing. */
export type ClassifyPlan = RunWeight & {
  readonly engine: string;
  readonly model: string | null;
  readonly endpoint: string | null;
  /** Those of the config: the most that a run may use. */
  readonly limits: Limits;
};

export type ClassifyJob = EngineJob & { readonly summary: SessionSummary };

/** Weighs a session as the engine would get it. Throws UserError (2) without key or address. */
export const planClassification = async (job: ClassifyJob): Promise<ClassifyPlan> => {
  const engine = await createEngine(job);
  const { name, model, endpoint } = engine;
  const limits = limitsOf(job.config);
  if (endpoint === null) return { ...nothingSent, engine: name, model, limits };
  const weight = weighRun(engine, toInput(job));
  const warnings = [...(engine.warning ? [engine.warning] : []), ...weight.warnings];
  return { ...weight, engine: name, model, endpoint, limits, warnings };
};

const nothingSent = {
  endpoint: null,
  turns: 0,
  windows: [],
  labelled: 0,
  hidden: {},
  warnings: [],
  tokens: 0,
  cost: 0,
  basis: 'runs on this machine',
} as const;

/** Where requests would go, and their bodies, letter by letter. */
export type ClassifyPreview = { readonly endpoint: string | null; readonly requests: readonly RequestBody[] };

/**
 * The requests that a run would send next, secrets hidden; sends nothing. Those are the session's, and after a run that
 * stopped half-way those that are still without a reply: what comes after shows only in the replies to them.
 */
export const previewClassification = async (job: ClassifyJob): Promise<ClassifyPreview> => {
  const asked: Call[] = [];
  const { endpoint, ...engine } = await createEngine(job, {
    instead: async call => {
      asked.push(call);
      throw new PendingReply();
    },
  });
  if (endpoint === null) return { endpoint, requests: [] };
  const { firstForm, toRequest } = await import('../classify/engines/openai-request.ts');
  const { model, reasoningEffort: effort } = job.config.openai;
  await runStages({ ...engine, endpoint }, toInput(job), {
    now: () => new Date(0),
    signal: new AbortController().signal,
  }).catch((error: unknown) => {
    if (!(error instanceof PendingReply)) throw error;
  });
  return { endpoint, requests: asked.map(call => toRequest(call, { model, effort }, firstForm)) };
};

export type ClassifyHooks = {
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

/** Runs the stages and keeps what they found, with what a person decided before; a run that was stopped before it found anything is not kept. */
export const classifySession = async (job: ClassifyJob, hooks: ClassifyHooks): Promise<ReviewedRun> => {
  const onProgress = withTimeLeft(hooks);
  const result = await runStages(await createEngine(job), toInput(job), { ...hooks, onProgress });
  const unreviewed = { ...result, earlier: [] };
  if (!isKept(result)) return unreviewed;
  const store = openStore(job.store);
  await store.saveClassification(result);
  const { startedAt } = result.run;
  return store.history(result.session).find(({ run }) => run.startedAt === startedAt) ?? unreviewed;
};

/** Adds how long the items left will take if they take as long as those that are done. */
const withTimeLeft = ({ now, onProgress }: ClassifyHooks): ClassifyHooks['onProgress'] => {
  const startedAt = now().getTime();
  const stages = new Map<string, Progress>();
  return progress => {
    stages.set(progress.stage, progress);
    const count = (which: 'done' | 'total') =>
      [...stages.values()].reduce((sum, stage) => sum + stage[which], 0);
    const [done, total] = [count('done'), count('total')];
    const isKnown = done > 0 && stages.has('validate');
    const seconds = (now().getTime() - startedAt) / 1000;
    onProgress({ ...progress, secondsLeft: isKnown ? Math.ceil((seconds / done) * (total - done)) : null });
  };
};

/** The session with its pushback as a person left it. */
export const toInput = ({ summary, store }: Pick<ClassifyJob, 'summary' | 'store'>): ClassifyInput => {
  const turns = turnsOf(summary);
  const { pushbacks, rules, origins, claims } =
    summary.counts ?? readProse(number => turns[number - 1], turns.length);
  const reviews = openStore(store).pushbackReviews(summary.head.id);
  return {
    head: summary.head,
    turns,
    pushbacks: reviewPushbacks(pushbacks, reviews),
    rules,
    origins,
    claims,
  };
};
