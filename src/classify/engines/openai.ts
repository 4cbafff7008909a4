import type { ReplyKeeper } from '../../domain/reply.ts';
import { createBudget, type Limits } from '../budget.ts';
import type { Engine } from '../engine.ts';
import { batchFactor } from '../estimate.ts';
import type { ValidateWith } from '../validate-ways.ts';
import { createAskingEngine } from './asking-engine.ts';
import { keepReplies } from './kept-replies.ts';
import { type Caller, createCaller } from './openai-call.ts';
import { type Endpoint, type EndpointOptions, toEndpoint } from './openai-endpoint.ts';
import { loadPrompts } from './openai-prompts.ts';
import type { Effort } from './openai-request.ts';

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
  readonly effort?: Effort | null | undefined;
  readonly organization?: string | null | undefined;
  readonly project?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly validateWith?: ValidateWith | undefined;
  /** Label every developer turn too? Not unless told. */
  readonly labelTurns?: boolean | undefined;
  /** Where replies are kept and found again; nowhere unless told. */
  readonly replies?: ReplyKeeper | undefined;
  /** Ask anew what was answered before? */
  readonly fresh?: boolean | undefined;
  readonly limits?: Limits | undefined;
  /** Stands in for the way to the endpoint, when requests are only noted. */
  readonly instead?: Caller | undefined;
  /** Do the replies come by batches, at their price? */
  readonly isBatch?: boolean | undefined;
};

/**
 * The stages answered by any endpoint that speaks OpenAI's chat completions. Throws UserError (2) at once without key,
 * address or prompts.
 */
export const createOpenAIEngine = (options: OpenAIEngineOptions): Engine => {
  const { model, effort = null, limits = { cost: null, tokens: null } } = options;
  const endpoint = toEndpoint(options);
  const { call, record } = keepReplies(options.instead ?? callerOf(endpoint, options), {
    replies: options.replies ?? keepNothing,
    budget: createBudget(limits, model),
    of: identityOf(endpoint, model, effort),
    fresh: options.fresh === true,
    countKept: options.isBatch === true,
  });
  return createAskingEngine({
    name: options.isBatch ? 'batch' : 'openai',
    priceFactor: options.isBatch ? batchFactor : 1,
    model,
    endpoint: endpoint.shown,
    warning: endpoint.warning,
    workers: options.workers ?? 3,
    prompts: loadPrompts(options.promptFolder),
    contextTokens: options.contextTokens ?? null,
    validateWith: options.validateWith ?? 'evidence',
    labelTurns: options.labelTurns === true,
    call,
    record,
  });
};

/** All that a reply depends on besides the question. */
export const identityOf = (endpoint: Endpoint, model: string, effort: Effort | null) =>
  [endpoint.baseURL, model, effort] as const;

const callerOf = (endpoint: Endpoint, options: OpenAIEngineOptions): Caller =>
  createCaller(endpoint, {
    model: options.model,
    timeout: options.timeout ?? 120_000,
    maxRetries: options.maxRetries ?? 2,
    effort: options.effort ?? null,
    organization: options.organization ?? null,
    project: options.project ?? null,
    headers: options.headers ?? {},
  });

const keepNothing: ReplyKeeper = { find: () => null, keep: () => {} };
