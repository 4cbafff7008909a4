import type OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { RequestForm } from '../../domain/batch.ts';
import type { Reply } from '../../domain/reply.ts';
import { boundedBody } from './bounded-body.ts';
import type { Endpoint } from './openai-endpoint.ts';
import { answerTooLong, type CallFailure, notACompletion, toEndpointError } from './openai-errors.ts';
import { type Effort, firstForm, toRequest } from './openai-request.ts';

export type Message = ChatCompletionMessageParam;
export type Call = {
  readonly messages: readonly Message[];
  readonly schema: { readonly name: string; readonly json: Record<string, unknown> };
};
export type CallOptions = {
  readonly model: string;
  readonly timeout: number;
  readonly maxRetries: number;
  /** Null leaves it to the model. */
  readonly effort: Effort | null;
  readonly organization: string | null;
  readonly project: string | null;
  readonly headers: Readonly<Record<string, string>>;
};
export type Caller = (call: Call, signal: AbortSignal) => Promise<Reply>;

/**
 * Sends chat completions, with the client's own retries (429, 5xx, timeouts). The client is loaded at the first call.
 * What an endpoint does not take (a temperature, a strict schema) it is not sent again. Throws UserError (4) when the
 * endpoint fails; rejects with the signal's reason when aborted, even between retries.
 */
export const createCaller = (endpoint: Endpoint, options: CallOptions): Caller => {
  let client: Promise<OpenAI> | undefined;
  let form = firstForm;

  const send = async (asked: Call, used: RequestForm, signal: AbortSignal): Promise<unknown> => {
    client ??= loadClient(endpoint, options);
    const { chat } = await client;
    return untilAborted(chat.completions.create(toRequest(asked, options, used), { signal }), signal);
  };
  const call: Caller = async (asked, signal) => {
    signal.throwIfAborted();
    const used = form;
    try {
      return toReply(await send(asked, used, signal), endpoint);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const simpler = simplerForm(used, error);
      if (!simpler) throw await explain(error, endpoint, options);
      form = simpler;
      return call(asked, signal);
    }
  };
  return call;
};

/** Of one answer: some ten times what the longest reply takes as JSON. */
const mostBytes = 16_000_000;

/**
 * Everything is set here: the client would else take addresses, accounts and a log level from the environment. An answer
 * of more than `most` bytes is not read to its end.
 */
export const loadClient = async (
  endpoint: Endpoint,
  options: CallOptions,
  most = mostBytes,
): Promise<OpenAI> => {
  const { timeout, maxRetries, organization, project, headers } = options;
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey: endpoint.key,
    baseURL: endpoint.baseURL,
    organization,
    project,
    defaultHeaders: headers,
    timeout,
    maxRetries,
    logLevel: 'off',
    // A redirect would carry the session to an address that nobody agreed to.
    fetchOptions: { redirect: 'manual' },
    fetch: async (url, init) =>
      boundedBody(capWait(await fetch(url, init)), most, () => answerTooLong(endpoint, most)),
  });
};

const longestWait = 60_000;

/** The client waits as long as the endpoint says, hours too. Beyond a minute a person is told instead. */
const capWait = (response: Response): Response => {
  if (!(waitOf(response.headers) > longestWait)) return response;
  const headers = new Headers(response.headers);
  headers.set('x-should-retry', 'false');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

/** Milliseconds that the client would wait for, read as it reads them: milliseconds, seconds or a date. */
const waitOf = (headers: Headers): number => {
  const exact = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (exact) return exact;
  const after = headers.get('retry-after') ?? '';
  const seconds = Number.parseFloat(after);
  return Number.isNaN(seconds) ? Date.parse(after) - Date.now() : seconds * 1000;
};

const untilAborted = <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
};

// Not the client's types: other servers leave out what OpenAI sends.
const completion = z.object({
  model: z.string().nullish().catch(null),
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

/** As routers answer when the server behind them failed. */
const failureBehind = z.object({ error: z.object({ message: z.string() }) });

/** Reads a chat completion as any server gives it. Throws UserError (4) when it is none. */
export const toReply = (answer: unknown, endpoint: Endpoint): Reply => {
  const parsed = completion.safeParse(answer);
  const choice = parsed.data?.choices[0];
  if (!choice) throw notACompletion(endpoint, failureBehind.safeParse(answer).data?.error.message);
  const usage = parsed.data?.usage;
  return {
    text: endpoint.scrub(choice.message.content ?? ''),
    refusal: choice.message.refusal ? endpoint.scrub(choice.message.refusal) : null,
    finish: choice.finish_reason ?? null,
    model: parsed.data?.model ?? null,
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

/** The form of the next try, when the endpoint says what it does not take of this one. Each step leaves something out. */
export const simplerForm = (form: RequestForm, error: unknown): RequestForm | null => {
  const { data } = clientError.safeParse(error);
  if (!data || (data.status !== 400 && data.status !== 422)) return null;
  const about = `${data.param ?? ''} ${data.message}`;
  if (form.temperature && /temperature/i.test(about)) return { ...form, temperature: false };
  if (form.seed && /\bseed\b/i.test(about)) return { ...form, seed: false };
  if (form.effort && /reasoning/i.test(about)) return { ...form, effort: false };
  if (!/response_?format|json_?schema|json_?object|structured|grammar|\bstrict\b/i.test(about)) return null;
  if (form.format === 'json_schema') return { ...form, format: 'json_object' };
  return form.format === 'json_object' ? { ...form, format: 'prose' } : null;
};

/** The error to throw: ours for what the endpoint did, the error itself when it is ours already or a bug. */
export const explain = async (
  error: unknown,
  endpoint: Endpoint,
  { model }: Pick<CallOptions, 'model'>,
): Promise<unknown> => {
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
