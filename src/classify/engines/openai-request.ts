import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { RequestForm } from '../../domain/batch.ts';
import type { Call, CallOptions } from './openai-call.ts';

/** How long a reasoning model may think, as OpenAI words it. */
export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;
export type Effort = (typeof efforts)[number];

/** A request as it goes over the wire. */
export type RequestBody = ChatCompletionCreateParamsNonStreaming;

export const firstForm: RequestForm = { temperature: true, seed: true, effort: true, format: 'json_schema' };

/** The body of a request. An endpoint that cannot hold the model to a schema gets the schema as a part of the prompt. */
export const toRequest = (
  { messages, schema }: Call,
  { model, effort }: Pick<CallOptions, 'model' | 'effort'>,
  { temperature, seed, format, ...form }: RequestForm,
): RequestBody => ({
  model,
  messages:
    format === 'json_schema'
      ? [...messages]
      : messages.map(message =>
          message.role === 'system'
            ? { ...message, content: `${message.content}\n\n${inWords(schema.json)}` }
            : message,
        ),
  ...(temperature ? { temperature: 0 } : {}),
  ...(seed ? { seed: 0 } : {}),
  ...(effort !== null && form.effort ? { reasoning_effort: effort } : {}),
  ...formatOf(schema, format),
});

const formatOf = (
  { name, json }: Call['schema'],
  format: RequestForm['format'],
): Pick<RequestBody, 'response_format'> => {
  if (format === 'prose') return {};
  if (format === 'json_object') return { response_format: { type: 'json_object' } };
  return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: json } } };
};

const inWords = (schema: Record<string, unknown>): string =>
  `Your answer must be JSON that this JSON schema allows:\n${JSON.stringify(schema)}`;
