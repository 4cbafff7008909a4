import { createReadStream } from 'node:fs';
import type OpenAI from 'openai';
import { type CallOptions, explain, loadClient } from '../openai-call.ts';
import type { Endpoint } from '../openai-endpoint.ts';
import type { BatchPort, RemoteBatch } from './batch-port.ts';

/** How many of the newest batches are looked through for one whose making was not heard of. */
const lookBack = 100;

/** Of a file of results: a batch holds at most 50,000 answers, and a text of more has no room in memory as one. */
const mostBytes = 500_000_000;

/** The provider's own Batch API: files, then batches that are done within a day. */
export const openBatches = (endpoint: Endpoint, options: CallOptions): BatchPort => {
  let loaded: Promise<OpenAI> | undefined;
  const ask = async <Value>(use: (client: OpenAI) => Promise<Value>): Promise<Value> => {
    try {
      loaded ??= loadClient(endpoint, options, mostBytes);
      return await use(await loaded);
    } catch (error) {
      throw await explain(error, endpoint, options);
    }
  };
  return {
    upload: (path, _name) =>
      ask(async ({ files }) => {
        const { id } = await files.create({ file: createReadStream(path), purpose: 'batch' });
        return id;
      }),
    find: name =>
      ask(async ({ batches }) => {
        const { data } = await batches.list({ limit: lookBack });
        const found = data.find(({ metadata }) => metadata?.pushback === name);
        return found ? toRemote(found) : null;
      }),
    create: (file, name) =>
      ask(async ({ batches }) =>
        toRemote(
          await batches.create({
            input_file_id: file,
            endpoint: '/v1/chat/completions',
            completion_window: '24h',
            metadata: { pushback: name },
          }),
        ),
      ),
    look: id => ask(async ({ batches }) => toRemote(await batches.retrieve(id))),
    download: file => ask(async ({ files }) => (await files.content(file)).text()),
    cancel: id => ask(async ({ batches }) => toRemote(await batches.cancel(id))),
  };
};

const toRemote = (batch: OpenAI.Batch): RemoteBatch => ({
  id: batch.id,
  status: batch.status,
  outputFile: batch.output_file_id ?? null,
  errorFile: batch.error_file_id ?? null,
});
