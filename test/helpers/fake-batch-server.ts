import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Line = {
  readonly custom_id: string;
  readonly body: { readonly response_format: { readonly json_schema: { readonly name: string } } };
};
type Batch = {
  id: string;
  input: string;
  metadata: Record<string, string>;
  status: string;
  output: string | null;
};

export type BatchServer = {
  readonly baseURL: string;
  /** Each call in words, such as `POST /files`. */
  readonly calls: string[];
  readonly batches: ReadonlyMap<string, Batch>;
  /** All batches under way are done. */
  readonly finish: (status?: string) => void;
  readonly close: () => Promise<void>;
};

/**
 * A Batch API on this machine. `answer` gives the line that comes back for a request, null for none; `onCall` hears of
 * each call after it was worked on and before it is answered, which is where a program is killed at its worst.
 */
export const startFakeBatches = async (
  answer: (line: Line) => object | null,
  onCall: (call: string) => void = () => {},
): Promise<BatchServer> => {
  const files = new Map<string, string>();
  const batches = new Map<string, Batch>();
  const calls: string[] = [];
  const finish = (status = 'completed'): void => {
    for (const batch of batches.values()) {
      if (batch.status !== 'in_progress') continue;
      batch.status = status;
      if (status !== 'completed') continue;
      const lines = (files.get(batch.input) ?? '').trim().split('\n');
      batch.output = `out-${batch.id}`;
      files.set(
        batch.output,
        lines
          .map(line => answer(JSON.parse(line)))
          .flatMap(row => (row ? [JSON.stringify(row)] : []))
          .join('\n'),
      );
    }
  };
  const work = (method: string, path: string, body: string): unknown => {
    const [, what, id, act] = /^\/v1\/(files|batches)(?:\/([^/?]+))?(?:\/(\w+))?/.exec(path) ?? [];
    if (what === 'files' && method === 'POST') {
      const file = `file-${files.size + 1}`;
      files.set(
        file,
        body
          .split('\r\n\r\n')
          .find(part => part.startsWith('{"custom_id"'))
          ?.split('\r\n')[0] ?? '',
      );
      return { id: file };
    }
    if (what === 'files') return files.get(id ?? '') ?? '';
    if (what === 'batches' && method === 'POST' && id === undefined) {
      const sent = JSON.parse(body);
      const batch = `batch-${batches.size + 1}`;
      batches.set(batch, {
        id: batch,
        input: sent.input_file_id,
        metadata: sent.metadata,
        status: 'in_progress',
        output: null,
      });
      return toWire(batches.get(batch));
    }
    const found = batches.get(id ?? '');
    if (found && act === 'cancel') found.status = 'cancelled';
    return id === undefined ? { data: [...batches.values()].map(toWire) } : toWire(found);
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void request
      .setEncoding('utf8')
      .toArray()
      .then(parts => {
        const call = `${request.method} ${request.url
          ?.replace(/^\/v1/, '')
          .replace(/\/(?:file|batch|out-batch)-\d+/, '/ID')
          .replace(/\?.*/, '')}`;
        const answered = work(request.method ?? '', request.url ?? '', parts.join(''));
        calls.push(call);
        onCall(call);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(typeof answered === 'string' ? answered : JSON.stringify(answered));
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { baseURL: `http://127.0.0.1:${portOf(server.address())}/v1`, calls, batches, finish, close };
};

const toWire = (batch: Batch | undefined) => ({
  id: batch?.id,
  object: 'batch',
  status: batch?.status,
  metadata: batch?.metadata,
  output_file_id: batch?.output ?? null,
  error_file_id: null,
});

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address ? address.port : 0;

export type { Line as BatchLine };
