import { z } from 'zod';
import { type Failed, type RemoteRun, type Run, runOutcomes, stageNames } from '../../domain/episode.ts';
import type { ReviewedRun } from '../../domain/reviewed-run.ts';
import type { TurnLabel } from '../../domain/turn-label.ts';
import { confidence, earlierEpisode, episode, rejected } from './episode.ts';
import { pushbackClass } from './pushback.ts';
import { count, sessionId, time, tokens, turnNumber } from './values.ts';

const price = z.object({
  ...{ input: z.number(), cached: z.number(), output: z.number() },
  asOf: z.string().describe('The day of the price.'),
});

const remote = z.object({
  models: z.array(z.string()).describe('As the endpoint named them.'),
  replies: z.array(z.string()).describe('Names of the kept replies, in the order of use.'),
  reused: count.describe('How many of them an earlier run had paid for.'),
  price: price.nullable().describe('US dollars per million tokens; null: no known price.'),
}) satisfies z.ZodType<RemoteRun>;

export const run = z
  .object({
    engine: z.string().describe('offline, or what asked a model.'),
    model: z.string().nullable().describe('Null of the offline rules.'),
    promptHashes: z.partialRecord(z.enum(stageNames), z.string()).describe('Of the prompt of each stage.'),
    startedAt: time,
    endedAt: time.nullable(),
    usage: tokens.nullable().describe('Tokens as the endpoint counted them; null where it did not say.'),
    cost: z.number().min(0).nullable().describe('US dollars; null: no known price.'),
    outcome: z.enum(runOutcomes).describe('stopped: by the limit in money or tokens that a person set.'),
    remote: remote.optional().describe('Of a run over a network alone.'),
  })
  .meta({ id: 'Run', description: 'One pass over a session.' }) satisfies z.ZodType<Run>;

const failed = z
  .object({
    stage: z.enum(stageNames),
    item: z.string().describe('The candidate, or the session.'),
    error: z.string(),
    reply: z.string().describe('The raw reply; where none came, the candidate as it was extracted.'),
  })
  .meta({
    id: 'Failed',
    description: 'An item that got no usable reply; nothing is guessed.',
  }) satisfies z.ZodType<Failed>;

const turnLabel = z
  .object({
    turn: turnNumber,
    class: pushbackClass.nullable().describe('Null: the model sees no pushback.'),
    secondary: z.array(pushbackClass),
    confidence,
  })
  .meta({
    id: 'TurnLabel',
    description: 'What a model says of one developer turn.',
  }) satisfies z.ZodType<TurnLabel>;

export const classification = z
  .object({
    session: sessionId,
    run,
    episodes: z.array(episode),
    rejected: z.array(rejected),
    failed: z.array(failed),
    turnLabels: z.array(turnLabel).optional().describe('Absent unless --label-turns asked for them.'),
    earlier: z
      .array(earlierEpisode)
      .describe('What a person decided on in other runs and this one did not find.'),
  })
  .meta({
    id: 'Classification',
    description: 'What a run found in a session, with a person’s decisions.',
  }) satisfies z.ZodType<ReviewedRun>;
