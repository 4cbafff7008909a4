import type { Limits } from '../classify/budget.ts';
import { readKey } from '../classify/engines/key-command.ts';
import type { App, ClassifyOptions } from './app.ts';
import type { ClassifyJob } from './classify-session.ts';
import type { Config } from './config.ts';
import { type EngineJob, namesOf } from './engine-job.ts';
import { classifyInWorker, planInWorker, previewInWorker } from './start-classify-worker.ts';

export type ClassifierOptions = {
  readonly config: () => Promise<Config>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the store. */
  readonly store: string;
  /** Aborted, every run ends and keeps what it has. */
  readonly stop: AbortSignal;
};

export type Classifier = Pick<App, 'planClassification' | 'previewClassification' | 'classify'> & {
  /** Resolves when every run has ended. */
  readonly settled: () => Promise<void>;
  /** What an engine needs to know, with the key, for work that stays in this thread. */
  readonly toEngineJob: (
    engine: Config['engine'],
    more?: Pick<ClassifyOptions, 'limits' | 'fresh'>,
  ) => Promise<EngineJob>;
};

/**
 * Plans and runs classifications in threads of their own. Of the environment they get
 * what the engine's key and headers need, and nothing else.
 */
export const createClassifier = ({ config, env, store, stop }: ClassifierOptions): Classifier => {
  const running = new Set<Promise<unknown>>();
  const key = once(readKey);
  const toEngineJob = async (
    engine: Config['engine'],
    { limits, fresh = false }: Pick<ClassifyOptions, 'limits' | 'fresh'> = {},
  ): Promise<EngineJob> => {
    const set = await config();
    const chosen: Config = { ...set, engine, openai: { ...set.openai, ...toMost(limits) } };
    const seen = Object.fromEntries(namesOf(chosen).map(name => [name, env[name]]));
    const { apiKeyEnv, keyCommand } = chosen.openai;
    const isAsked = engine !== 'offline' && keyCommand !== null && !env[apiKeyEnv];
    const found = isAsked ? { [apiKeyEnv]: await key(keyCommand) } : {};
    return { config: chosen, env: { ...seen, ...found }, store, fresh };
  };
  const toJob = async (
    summary: ClassifyJob['summary'],
    ...more: Parameters<typeof toEngineJob>
  ): Promise<ClassifyJob> => ({ ...(await toEngineJob(...more)), summary });
  return {
    planClassification: async (summary, engine) => planInWorker(await toJob(summary, engine)),
    previewClassification: async (summary, engine) => previewInWorker(await toJob(summary, engine)),
    classify: async (summary, { engine, signal, onProgress = () => {}, ...more }) => {
      const job = await toJob(summary, engine, more);
      const run = classifyInWorker(job, AbortSignal.any([signal, stop]), onProgress);
      running.add(run);
      return run.finally(() => running.delete(run));
    },
    toEngineJob,
    settled: async () => {
      await Promise.allSettled(running);
    },
  };
};

const toMost = (limits: Limits | undefined) =>
  limits ? { maxCost: limits.cost, maxTokens: limits.tokens } : {};

/** A password manager asks its owner once, not for every plan and run. A failure is asked about again. */
const once = (read: (command: string) => Promise<string>) => {
  let known: string | null = null;
  return async (command: string): Promise<string> => {
    known ??= await read(command);
    return known;
  };
};
