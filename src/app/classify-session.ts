import { join } from 'node:path';
import type { TurnRange } from '../classify/cut-windows.ts';
import type { ClassifyInput, Engine, Progress } from '../classify/engine.ts';
import { createOfflineEngine } from '../classify/engines/offline/index.ts';
import { contextWarning, type Estimate, estimate } from '../classify/estimate.ts';
import { formatSession, wholeOf } from '../classify/format-session.ts';
import { createSecretHider } from '../classify/hide-secrets.ts';
import { runStages } from '../classify/run-stages.ts';
import { isKept } from '../domain/episode.ts';
import { reviewPushbacks } from '../domain/pushback.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { packageRoot } from '../files/package-root.ts';
import { detectPushbacks } from '../pushback/detect-pushback.ts';
import { openStore } from '../store/open-store.ts';
import type { Config } from './config.ts';
import { turnsOf } from './open-session.ts';

/** What a person sees before anything is sent. `endpoint` null: nothing leaves this machine, and it costs nothing. */
export type ClassifyPlan = Estimate & {
  readonly engine: string;
  readonly model: string | null;
  readonly endpoint: string | null;
  readonly turns: number;
  /** The stretches that are sent one by one, each in its own request; one for a session that is sent at once. */
  readonly windows: readonly TurnRange[];
  /** How many secrets of each kind are hidden from the endpoint. */
  readonly hidden: Readonly<Record<string, number>>;
  /** What stands against sending it, in words: an open way to the endpoint, a session too long for the model. */
  readonly warnings: readonly string[];
};

/** Plain data, for it travels to a worker. `env` holds the variable that names the key, and nothing else. */
export type ClassifyJob = {
  readonly summary: SessionSummary;
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the store. */
  readonly store: string;
};

/** Weighs a session as the engine would get it. Throws UserError (2) without key or address. */
export const planClassification = async (job: ClassifyJob): Promise<ClassifyPlan> => {
  const engine = await createEngine(job);
  const { name, model, endpoint } = engine;
  if (endpoint === null) return { ...nothingSent, engine: name, model };
  const input = toInput(job);
  const { hide, foundIn } = createSecretHider(input);
  const windows = engine.windows?.(input) ?? [wholeOf(input.turns)];
  const texts = windows.map(shown => hide(formatSession(input.head, input.turns, shown)));
  const weights = texts.map(text => estimate(text, model));
  const warnings = [engine.warning, ...weights.flatMap(({ tokens }) => contextWarning(tokens, model) ?? [])];
  return {
    ...{ engine: name, model, endpoint, turns: input.turns.length, windows },
    hidden: foundIn(texts.join('\n')),
    warnings: [...new Set(warnings.filter(said => said != null))],
    tokens: sum(weights.map(({ tokens }) => tokens)),
    cost: sumKnown(weights.map(({ cost }) => cost)),
    basis: weights[0]?.basis ?? '',
  };
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
/** Null as soon as one is not known. */
const sumKnown = (costs: readonly (number | null)[]): number | null =>
  costs.some(cost => cost === null) ? null : sum(costs.map(cost => cost ?? 0));

const nothingSent = {
  endpoint: null,
  turns: 0,
  windows: [],
  hidden: {},
  warnings: [],
  tokens: 0,
  cost: 0,
  basis: 'runs on this machine',
} as const;

export type ClassifyHooks = {
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

/** Runs the stages and keeps what they found, with what a person decided before; a run that was stopped before it found anything is not kept. */
export const classifySession = async (job: ClassifyJob, hooks: ClassifyHooks): Promise<ReviewedRun> => {
  const result = await runStages(await createEngine(job), toInput(job), hooks);
  const unreviewed = { ...result, earlier: [] };
  if (!isKept(result)) return unreviewed;
  const store = openStore(job.store);
  await store.saveClassification(result);
  const { startedAt } = result.run;
  return store.history(result.session).find(({ run }) => run.startedAt === startedAt) ?? unreviewed;
};

const createEngine = async ({ config: { engine, openai }, env }: ClassifyJob): Promise<Engine> => {
  if (engine === 'offline') return createOfflineEngine();
  // The client costs 30 ms to load, and only a classification over the network needs it.
  const { createOpenAIEngine } = await import('../classify/engines/openai.ts');
  return createOpenAIEngine({
    baseURL: openai.baseUrl,
    apiKeyEnv: openai.apiKeyEnv,
    model: openai.model,
    timeout: openai.timeoutSeconds * 1000,
    contextTokens: openai.contextTokens,
    promptFolder: join(packageRoot(), 'config/prompts'),
    env,
  });
};

/** The session with its pushback as a person left it. */
const toInput = ({ summary, store }: ClassifyJob): ClassifyInput => {
  const turns = turnsOf(summary);
  const detected = summary.counts?.pushbacks ?? detectPushbacks(turns);
  const reviews = openStore(store).pushbackReviews(summary.head.id);
  return { head: summary.head, turns, pushbacks: reviewPushbacks(detected, reviews) };
};
