import { join } from 'node:path';
import type { ClassifyInput, Engine } from '../classify/engine.ts';
import { createOfflineEngine } from '../classify/engines/offline/index.ts';
import { type Estimate, estimate } from '../classify/estimate.ts';
import { formatSession } from '../classify/format-session.ts';
import { redact } from '../classify/redact.ts';
import { type RunOptions, runStages } from '../classify/run-stages.ts';
import type { Classification } from '../domain/episode.ts';
import { packageRoot } from '../files/package-root.ts';
import type { Store } from '../store/open-store.ts';
import type { Config } from './config.ts';

/** What a person sees before anything is sent. `endpoint` null: nothing leaves this machine, and it costs nothing. */
export type ClassifyPlan = Estimate & {
  readonly engine: string;
  readonly model: string | null;
  readonly endpoint: string | null;
  /** How many secrets of each kind are hidden from the endpoint. */
  readonly hidden: Readonly<Record<string, number>>;
};

/** Makes the engine that the config names. Throws UserError (2) without key, address or prompts. */
export const createEngine = async (
  { engine, openai }: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Engine> => {
  if (engine === 'offline') return createOfflineEngine();
  // The client costs 30 ms to load, and only a classification over the network needs it.
  const { createOpenAIEngine } = await import('../classify/engines/openai.ts');
  return createOpenAIEngine({
    baseURL: openai.baseUrl,
    apiKeyEnv: openai.apiKeyEnv,
    model: openai.model,
    timeout: openai.timeoutSeconds * 1000,
    promptFolder: join(packageRoot(), 'config/prompts'),
    env,
  });
};

/** Weighs a session as the engine would get it. */
export const planClassification = (engine: Engine, input: ClassifyInput): ClassifyPlan => {
  const { name, model, endpoint } = engine;
  if (endpoint === null)
    return { engine: name, model, endpoint, hidden: {}, tokens: 0, cost: 0, basis: 'runs on this machine' };
  const { text, found } = redact(formatSession(input.head, input.turns));
  return { engine: name, model, endpoint, hidden: found, ...estimate(text, model) };
};

/** Runs the stages and keeps what they found; a run that was stopped before it found anything is not kept. */
export const classifySession = async (
  engine: Engine,
  input: ClassifyInput,
  store: Store,
  options: RunOptions,
): Promise<Classification> => {
  const result = await runStages(engine, input, options);
  const { run, episodes, rejected, failed } = result;
  if (run.outcome === 'done' || episodes.length + rejected.length + failed.length > 0)
    await store.saveClassification(result);
  return result;
};
