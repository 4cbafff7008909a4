import type OpenAI from 'openai';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { Usage } from '../../domain/episode.ts';
import type { Endpoint } from './openai-endpoint.ts';
import { type CallFailure, notACompletion, toEndpointError } from './openai-errors.ts';

export type Message = ChatCompletionMessageParam;
export type Call = {
  readonly messages: readonly Message[];
  readonly schema: { readonly name: string; readonly json: Record<string, unknown> };
};
/** One reply as it came; `finish` is the endpoint's own word. */
export type Reply = {
  readonly text: string;
  readonly refusal: string | null;
  readonly finish: string | null;
  readonly usage: Usage | null;
};
export type CallOptions = { readonly model: string; readonly timeout: number; readonly maxRetries: number };
export type Caller = (call: Call, signal: AbortSignal) => Promise<Reply>;

/**
 * Sends chat completions, with the client's own retries (429, 5xx, timeouts). The client is loaded at the first call.
 * Throws UserError (4) when the endpoint fails; rejects with the signal's reason when aborted, even between retries.
 */
export const createCaller = (endpoint: Endpoint, options: CallOptions): Caller => {
  let client: Promise<OpenAI> | undefined;
  let temperature: { temperature?: number } = { temperature: 0 };

  const send = async (call: Call, signal: AbortSignal): Promise<unknown> => {
    client ??= loadClient(endpoint, options);
    const { chat } = await client;
    const request = { ...toRequest(call, options.model), ...temperature };
    return untilAborted(chat.completions.create(request, { signal }), signal);
  };

  return async (call, signal) => {
    signal.throwIfAborted();
    try {
      return toReply(await send(call, signal), endpoint);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!refusesTemperature(error) || temperature.temperature === undefined)
        throw await explain(error, endpoint, options);
      // Reasoning models take no temperature; they say so once and are not asked again.
      temperature = {};
    }
    try {
      return toReply(await send(call, signal), endpoint);
    } catch (error) {
      throw signal.aborted ? signal.reason : await explain(error, endpoint, options);
    }
  };
};

/** Everything is set here: the client would else take addresses, accounts and a log level from the environment. */
const loadClient = async (endpoint: Endpoint, { timeout, maxRetries }: CallOptions): Promise<OpenAI> => {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey: endpoint.key,
    baseURL: endpoint.baseURL,
    organization: null,
    project: null,
    timeout,
    maxRetries,
    logLevel: 'off',
    // A redirect would carry the session to an address that nobody agreed to.
    fetchOptions: { redirect: 'manual' },
    fetch: async (url, init) => capWait(await fetch(url, init)),
  });
};

const longestWait = 60;

/** The client waits as long as the endpoint says, hours too. Beyond a minute a person is told instead. */
const capWait = (response: Response): Response => {
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  if (!(seconds > longestWait)) return response;
  const headers = new Headers(response.headers);
  headers.set('x-should-retry', 'false');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

const toRequest = ({ messages, schema }: Call, model: string): ChatCompletionCreateParamsNonStreaming => ({
  model,
  messages: [...messages],
  response_format: {
    type: 'json_schema',
    json_schema: { name: schema.name, strict: true, schema: schema.json },
  },
});

const untilAborted = <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
};

// Not the client's types: other servers leave out what OpenAI sends.
const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish()
    .catch(null),
});

const toReply = (answer: unknown, endpoint: Endpoint): Reply => {
  const parsed = completion.safeParse(answer);
  const choice = parsed.data?.choices[0];
  if (!choice) throw notACompletion(endpoint);
  const usage = parsed.data?.usage;
  return {
    text: endpoint.scrub(choice.message.content ?? ''),
    refusal: choice.message.refusal ? endpoint.scrub(choice.message.refusal) : null,
    finish: choice.finish_reason ?? null,
    usage: usage
      ? {
          input: usage.prompt_tokens,
          cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
          output: usage.completion_tokens,
        }
      : null,
  };
};

const clientError = z.object({
  status: z.number().nullish().catch(null),
  code: z.string().nullish().catch(null),
  param: z.string().nullish().catch(null),
  message: z.string(),
});

const refusesTemperature = (error: unknown): boolean => {
  const { data } = clientError.safeParse(error);
  return data?.status === 400 && (data.param === 'temperature' || /temperature/i.test(data.message));
};

/** The error to throw: ours for what the endpoint did, the error itself when it is ours already or a bug. */
const explain = async (error: unknown, endpoint: Endpoint, { model }: CallOptions): Promise<unknown> => {
  const { OpenAIError, APIConnectionTimeoutError } = await import('openai');
  const isJson = error instanceof SyntaxError;
  if (isJson) return notACompletion(endpoint);
  if (!(error instanceof OpenAIError)) return error;
  const data = clientError.safeParse(error).data;
  const failure: CallFailure = {
    status: data?.status ?? null,
    code: data?.code ?? null,
    message: data?.message ?? '',
    timedOut: error instanceof APIConnectionTimeoutError,
  };
  return toEndpointError(failure, endpoint, model);
};
