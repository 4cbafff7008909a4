import type { Engine } from '../engine.ts';
import { createAskingEngine } from './asking-engine.ts';
import { createCaller } from './openai-call.ts';
import { type EndpointOptions, toEndpoint } from './openai-endpoint.ts';
import { loadPrompts } from './openai-prompts.ts';

export type OpenAIEngineOptions = EndpointOptions & {
  readonly model: string;
  /** The folder of the prompt files: `config/prompts` of pushback itself, or a person's own. */
  readonly promptFolder: string;
  /** Milliseconds for one try; two minutes unless told. */
  readonly timeout?: number | undefined;
  /** Tries after the first; two unless told. */
  readonly maxRetries?: number | undefined;
  /** What the model reads, in tokens, where config/models.json does not say or says too much. */
  readonly contextTokens?: number | null | undefined;
  /** How many questions are with the endpoint at a time; three unless told. */
  readonly workers?: number | undefined;
};

/**
 * The stages answered by any endpoint that speaks OpenAI's chat completions. Throws UserError (2) at once without key,
 * address or prompts.
 */
export const createOpenAIEngine = (options: OpenAIEngineOptions): Engine => {
  const { model, promptFolder, timeout = 120_000, maxRetries = 2 } = options;
  const endpoint = toEndpoint(options);
  return createAskingEngine({
    name: 'openai',
    model,
    endpoint: endpoint.shown,
    warning: endpoint.warning,
    workers: options.workers ?? 3,
    prompts: loadPrompts(promptFolder),
    contextTokens: options.contextTokens ?? null,
    call: createCaller(endpoint, { model, timeout, maxRetries }),
  });
};
