import type { App } from './app.ts';
import type { ClassifyJob } from './classify-session.ts';
import type { Config } from './config.ts';
import { classifyInWorker, planInWorker } from './start-classify-worker.ts';

export type ClassifierOptions = {
  readonly config: () => Promise<Config>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the store. */
  readonly store: string;
  /** Aborted, every run ends and keeps what it has. */
  readonly stop: AbortSignal;
};

export type Classifier = Pick<App, 'planClassification' | 'classify'> & {
  /** Resolves when every run has ended. */
  readonly settled: () => Promise<void>;
};

/** Plans and runs classifications in threads of their own. Of the environment they get the engine's key alone. */
export const createClassifier = ({ config, env, store, stop }: ClassifierOptions): Classifier => {
  const running = new Set<Promise<unknown>>();
  const toJob = async (summary: ClassifyJob['summary'], engine: Config['engine']): Promise<ClassifyJob> => {
    const chosen = { ...(await config()), engine };
    const { apiKeyEnv } = chosen.openai;
    return { summary, config: chosen, env: { [apiKeyEnv]: env[apiKeyEnv] }, store };
  };
  return {
    planClassification: async (summary, engine) => planInWorker(await toJob(summary, engine)),
    classify: async (summary, { engine, signal, onProgress = () => {} }) => {
      const job = await toJob(summary, engine);
      const run = classifyInWorker(job, AbortSignal.any([signal, stop]), onProgress);
      running.add(run);
      return run.finally(() => running.delete(run));
    },
    settled: async () => {
      await Promise.allSettled(running);
    },
  };
};
