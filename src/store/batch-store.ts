import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BatchJob, BatchKeeper } from '../domain/batch.ts';
import { messageOf, UserError } from '../errors.ts';
import { writeWhole } from './write-whole.ts';

/** The batch job of a store: one at a time, with its requests in files beside it. */
export const openBatchStore = (dir: string): BatchKeeper => {
  const folder = join(dir, 'batch');
  const path = join(folder, 'job.json');
  const shardPath = (name: string) => join(folder, `${name}.jsonl`);
  const write = (to: string, text: string): void => {
    try {
      writeWhole(to, text);
    } catch (cause) {
      throw new UserError(
        `The batch job cannot be kept: ${to} (${messageOf(cause)})`,
        'Free some space or mend the permissions; the same command goes on.',
        { cause },
      );
    }
  };
  return {
    load: () => (existsSync(path) ? read(path) : null),
    save: job => write(path, JSON.stringify(job)),
    saveShard: (name, text) => write(shardPath(name), text),
    shardPath,
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};

const read = (path: string): BatchJob => {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new UserError(
      `The batch job at ${path} cannot be read.`,
      'Move that file away to begin anew; replies that came are kept and used again.',
      { cause },
    );
  }
};

const schema: z.ZodType<BatchJob> = z.object({
  version: z.literal(1),
  endpoint: z.string(),
  model: z.string(),
  sessions: z.array(z.string()),
  done: z.array(z.string()),
  gone: z.array(z.string()),
  shards: z.array(
    z.object({
      name: z.string(),
      requests: z.array(z.string()),
      tokens: z.number(),
      fileId: z.string().nullable(),
      batchId: z.string().nullable(),
      status: z.string(),
      isRead: z.boolean(),
    }),
  ),
  isGathering: z.boolean(),
  isAgreed: z.boolean(),
  // The jobs of the first days know none.
  expected: z
    .object({
      tokens: z.number(),
      cost: z.number().nullable(),
      hidden: z.record(z.string(), z.number()),
    })
    .nullable()
    .default(null),
  maxCost: z.number().nullable(),
  maxTokens: z.number().nullable(),
  form: z.object({
    temperature: z.boolean(),
    seed: z.boolean(),
    effort: z.boolean(),
    format: z.enum(['json_schema', 'json_object', 'prose']),
  }),
  failures: z.record(z.string(), z.object({ count: z.number(), said: z.string() })),
  used: z.object({ input: z.number(), cached: z.number(), output: z.number() }),
});
