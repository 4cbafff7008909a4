import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { z } from 'zod';

const requestBody = z.object({
  model: z.string(),
  temperature: z.number().optional(),
  seed: z.number().optional(),
  reasoning_effort: z.string().optional(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z
        .object({
          name: z.string(),
          strict: z.boolean(),
          schema: z.record(z.string(), z.unknown()),
        })
        .default({ name: '', strict: false, schema: {} }),
    })
    .default({ type: 'none', json_schema: { name: '', strict: false, schema: {} } }),
});
export type SentBody = z.infer<typeof requestBody>;

/** A request as it came, without its headers: only whether it carried the key that was expected. */
export type Sent = {
  readonly path: string;
  readonly raw: string;
  readonly body: SentBody;
  readonly authorised: boolean;
  /** The headers that a test may look at: all but the key's. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** What the server does with one request. */
export type Step =
  | {
      readonly kind: 'reply';
      readonly content: unknown;
      readonly finish?: string;
      readonly refusal?: string;
      /** Tokens that the server says it read; null: it counts nothing, as some small ones do. */
      readonly usage?: number | null;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly message?: string;
      readonly param?: string;
    }
  | { readonly kind: 'text'; readonly text: string; readonly type: string }
  /** The same piece again and again for as long as anyone listens. */
  | { readonly kind: 'endless'; readonly piece: string }
  | { readonly kind: 'hang' };

export type FakeServer = {
  readonly baseURL: string;
  readonly host: string;
  readonly log: readonly Sent[];
  readonly close: () => Promise<void>;
};

/** A chat-completions endpoint on this machine. `answer` scripts it by request; each reply counts 100 in, 40 cached, 10 out. */
export const startFakeOpenAI = async (
  key: string,
  answer: (sent: Sent, index: number) => Step,
): Promise<FakeServer> => {
  const log: Sent[] = [];
  const server = createServer((request, response) => {
    void receive(request, key).then(sent => {
      log.push(sent);
      respond(response, answer(sent, log.length - 1));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());
  const close = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { baseURL: `http://127.0.0.1:${port}/v1`, host: `127.0.0.1:${port}`, log, close };
};

const receive = async (request: IncomingMessage, key: string): Promise<Sent> => {
  const { authorization, ...headers } = request.headers;
  const raw = (await request.setEncoding('utf8').toArray()).join('');
  return {
    path: request.url ?? '',
    raw,
    body: requestBody.parse(JSON.parse(raw)),
    authorised: authorization === `Bearer ${key}`,
    headers,
  };
};

const respond = (response: ServerResponse, step: Step): void => {
  if (step.kind === 'hang') return;
  if (step.kind === 'endless') {
    response.writeHead(200, { 'content-type': 'application/json' });
    Readable.from(endlessly(step.piece))
      .on('error', () => {})
      .pipe(response);
    response.on('error', () => {});
    return;
  }
  if (step.kind === 'text') {
    response.writeHead(200, { 'content-type': step.type }).end(step.text);
    return;
  }
  if (step.kind === 'status') {
    const error = {
      message: step.message ?? 'scripted',
      type: 'fake',
      param: step.param ?? null,
      code: null,
    };
    response.writeHead(step.status, { 'content-type': 'application/json', ...step.headers });
    response.end(JSON.stringify({ error }));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(toCompletion(step)));
};

function* endlessly(piece: string): Generator<string> {
  for (;;) yield piece;
}

const toCompletion = ({
  content,
  finish = 'stop',
  refusal,
  usage = 100,
}: Extract<Step, { kind: 'reply' }>) => ({
  id: 'chatcmpl-fake',
  object: 'chat.completion',
  created: 0,
  model: 'fake',
  choices: [
    {
      index: 0,
      finish_reason: finish,
      message: {
        role: 'assistant',
        content: typeof content === 'string' ? content : JSON.stringify(content),
        refusal: refusal ?? null,
      },
    },
  ],
  ...(usage === null ? {} : { usage: usageOf(usage) }),
});

const usageOf = (read: number) => ({
  prompt_tokens: read,
  completion_tokens: 10,
  total_tokens: read + 10,
  prompt_tokens_details: { cached_tokens: 40 },
});

const addressOf = (address: AddressInfo | string | null): AddressInfo => {
  if (address === null || typeof address === 'string') throw new Error('The fake server has no port.');
  return address;
};
