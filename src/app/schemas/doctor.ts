import { z } from 'zod';
import type { Diagnosis } from '../open-app.ts';
import { count, problem } from './values.ts';

const place = { path: z.string(), found: z.boolean() };

const source = z
  .object({
    source: z.string(),
    label: z.string().describe('The agent as people know it.'),
    roots: z.array(z.object(place)).describe('Its own places; none when others were named.'),
    logs: count,
  })
  .meta({ id: 'Source' });

export const doctor = z.object({
  version: z.string().describe('Of pushback.'),
  samples: z.boolean().describe('Are these the shipped samples, for want of logs?'),
  node: z.string(),
  named: z.array(z.string()).describe('Places that --sessions named.'),
  sources: z.array(source),
  sessions: count,
  problems: z.array(problem),
  index: z.object({ path: z.string(), bytes: count, sessions: count, turns: count }),
  store: z.object({ ...place, classified: count.describe('Sessions.') }),
  config: z.object({
    ...place,
    wrong: z.string().nullable().describe('Why it cannot be used, in words.'),
  }),
  keys: z.array(z.string()).describe('What cannot be of the keys in the config, in words.'),
}) satisfies z.ZodType<Diagnosis>;
