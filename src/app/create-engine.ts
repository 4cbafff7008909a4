import { join } from 'node:path';
import type { Limits } from '../classify/budget.ts';
import type { Engine } from '../classify/engine.ts';
import { createOfflineEngine } from '../classify/engines/offline/index.ts';
import type { Caller } from '../classify/engines/openai-call.ts';
import type { ReplyKeeper } from '../domain/reply.ts';
import { UserError } from '../errors.ts';
import { packageRoot } from '../files/package-root.ts';
import { openReplyStore } from '../store/reply-store.ts';
import type { Config } from './config.ts';
import type { EngineJob, Env } from './engine-job.ts';

/** The engine that the config names. `instead` stands in for the way to the endpoint. Throws UserError (2) without key or address. */
export const createEngine = async (
  job: EngineJob,
  { instead, isBatch }: { readonly instead?: Caller; readonly isBatch?: boolean } = {},
): Promise<Engine> => {
  const { engine, openai } = job.config;
  if (engine === 'offline') return createOfflineEngine();
  // The client costs 30 ms to load, and only a classification over the network needs it.
  const { createOpenAIEngine } = await import('../classify/engines/openai.ts');
  const { endpoint, options } = toConnection(job);
  return createOpenAIEngine({
    ...endpoint,
    ...options,
    workers: openai.concurrency,
    contextTokens: openai.contextTokens,
    validateWith: openai.validateWith,
    labelTurns: openai.labelTurns,
    limits: limitsOf(job.config),
    replies: repliesOf(job),
    fresh: job.fresh,
    promptFolder: join(packageRoot(), 'config/prompts'),
    instead,
    isBatch,
  });
};

export const limitsOf = ({ openai }: Config): Limits => ({ cost: openai.maxCost, tokens: openai.maxTokens });

export const repliesOf = ({ store }: Pick<EngineJob, 'store'>): ReplyKeeper => openReplyStore(store);

/** Where requests of a config go, and how the client is set up. Throws UserError (2) without key or address. */
export const toConnection = ({ config: { openai }, env }: Pick<EngineJob, 'config' | 'env'>) => ({
  endpoint: { baseURL: openai.baseUrl, apiKeyEnv: openai.apiKeyEnv, env },
  options: {
    model: openai.model,
    timeout: openai.timeoutSeconds * 1000,
    maxRetries: 2,
    effort: openai.reasoningEffort,
    organization: openai.organization,
    project: openai.project,
    headers: fillHeaders(openai.headers, env),
  },
});

/** A header that is a secret stands in the config as `$NAME` of a variable: no key is ever written in a file. */
const fillHeaders = (headers: Readonly<Record<string, string>>, env: Env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.startsWith('$') ? fromEnv(value.slice(1), name, env) : value,
    ]),
  );

const fromEnv = (variable: string, header: string, env: Env): string => {
  const value = env[variable]?.trim();
  if (value) return value;
  throw new UserError(`The header ${header} needs ${variable}, which is not set.`, `Set ${variable}.`);
};
