import { UserError } from '../../errors.ts';
import type { Endpoint } from './openai-endpoint.ts';

/** The endpoint says that a request is more than its model reads; `limit` in tokens, null where it does not say. */
export class TooLongError extends UserError {
  readonly limit: number | null;

  constructor(message: string, nextStep: string, limit: number | null) {
    super(message, nextStep, { code: 4 });
    this.limit = limit;
  }
}

/** What the client says of a failed call, whatever class it threw. */
export type CallFailure = {
  readonly status: number | null;
  readonly code: string | null;
  readonly message: string;
  readonly timedOut: boolean;
};

/** An endpoint's failure in words a person can act on: code 4, with host and status, never with the key. */
export const toEndpointError = (failure: CallFailure, endpoint: Endpoint, model: string): UserError => {
  const [what, nextStep] = explain(failure, endpoint, model);
  const status = failure.status === null ? '' : ` (${failure.status})`;
  const said = failure.status === null ? '' : oneLine(failure.message);
  const message = `${endpoint.host} ${what}${status}.${said ? ` It said: ${said}` : ''}`;
  const told = endpoint.scrub(message);
  if (isTooLong(failure)) return new TooLongError(told, nextStep, limitIn(failure.message));
  return new UserError(told, nextStep, { code: 4 });
};

/** 200 and yet no chat completion: mostly a base URL without its path, or a router that says so what went wrong behind it. */
export const notACompletion = (endpoint: Endpoint, said: string | null = null): UserError => {
  const message = `${endpoint.host} answered with something that is no chat completion (200).`;
  return new UserError(
    said ? `${message} It said: ${endpoint.scrub(oneLine(said))}` : message,
    said ? 'Check the model name and the account.' : 'Check the base URL; it mostly ends in /v1.',
    { code: 4 },
  );
};

/** An answer that does not end. */
export const answerTooLong = (endpoint: Endpoint, most: number): UserError =>
  new UserError(
    `${endpoint.host} sent more than ${most / 1_000_000} MB, which is no answer.`,
    'Check the base URL, and what stands behind it.',
    { code: 4 },
  );

const explain = (
  { status, code, message, timedOut }: CallFailure,
  { keyName }: Endpoint,
  model: string,
): readonly [string, string] => {
  if (timedOut) return ['did not answer in time', 'Try again, or set a longer timeout.'];
  if (status === null) return ['cannot be reached', 'Check the base URL and the network.'];
  if (status === 401 || status === 403) return ['refused the key', `Check the key in ${keyName}.`];
  if (status === 404)
    return ['knows no such model or path', `Check the model name (${model}) and the base URL.`];
  if (status === 429)
    return ['takes no more requests now', 'Wait, or check the limits and credit of the account.'];
  if (isTooLong({ status, code, message }))
    return ['says the session is too long', 'Choose a model with a larger context.'];
  if (status >= 500) return ['failed', 'Try again later.'];
  if (status >= 300 && status < 400)
    return ['points to another address', 'Give that address as the base URL, if you trust it.'];
  return ['did not accept the request', 'Check the model name and what the endpoint says of it.'];
};

const isTooLong = ({ status, code, message }: Pick<CallFailure, 'status' | 'code' | 'message'>): boolean =>
  status !== null &&
  status < 500 &&
  status !== 429 &&
  (code === 'context_length_exceeded' || status === 413 || tooLong.test(message));

/** "maximum context length is 8192 tokens", "context size (4096 tokens)", "n_ctx: 4096". */
const limitIn = (message: string): number | null => {
  const said =
    /(?:maximum context length (?:is|of)|context (?:length|size|window)(?: is| of)?|n_ctx)\D{0,4}(\d{3,8})/i;
  const digits = said.exec(message)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** As OpenAI, llama.cpp, vLLM and LM Studio word it. */
const tooLong =
  /context (?:length|size|window)|maximum context|exceeds? the (?:available )?context|too many tokens/i;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);
