import { z } from 'zod';
import type { BatchReport } from '../classify-batch.ts';
import { errorFields } from './error.ts';
import { classification } from './run.ts';
import { count, sessionId } from './values.ts';

const many = z
  .object({
    classifications: z.array(classification),
    error: errorFields.optional().describe('Present where it ended before the last session.'),
  })
  .meta({ id: 'Classifications', description: 'Of several sessions.' });

const preview = z
  .object({
    session: sessionId,
    endpoint: z.string().nullable().describe('Null: nothing would be sent.'),
    requests: z.array(z.looseObject({ model: z.string() })).describe('Bodies of requests, letter by letter.'),
  })
  .meta({ id: 'Preview', description: 'Of --preview: what would be sent.' });

const previews = z.object({ previews: z.array(preview) }).meta({ id: 'Previews' });

const batchReport = z
  .object({
    state: z.enum(['pending', 'done', 'cancelled', 'none']),
    sessions: count,
    classified: count,
    gone: count.describe('Sessions without a result: the log is gone, or no batch gave a reply.'),
    batches: z.array(z.object({ name: z.string(), status: z.string(), requests: count })),
    failures: count.describe('Requests that came back without a reply, at least once.'),
    tokens: count,
    cost: z.number().min(0).nullable().describe('US dollars; null: no known price.'),
  })
  .meta({
    id: 'BatchReport',
    description: 'Of --engine batch: how far the job is.',
  }) satisfies z.ZodType<BatchReport>;

export const classify = z.union([classification, many, preview, previews, batchReport]);
