import { z } from 'zod';
import { episode } from './episode.ts';
import { proposedRules } from './rules.ts';
import { find, moments } from './search.ts';
import { count, time } from './values.ts';

/** What comes with each answer to an agent. */
const page = {
  from: count.describe('The place of the first one in all of them, from 0.'),
  next: count.nullable().describe('`from` of the next page; null: there is none.'),
  reading: z
    .object({ done: count, total: count })
    .nullable()
    .describe('Logs read so far, where the answer lacks those that are not; null: all are read.'),
};

/** What each tool for agents answers: what the command of its name prints, a page of it. */
export const toolAnswers = {
  find: find.extend({
    ...page,
    instead: z
      .array(z.object({ typed: z.string(), meant: z.string() }))
      .describe('Words that no text holds, and what was looked for in their place.'),
  }),
  moments: moments.extend({ total: count.describe('Of all moments that fit.'), ...page }),
  episodes: z.object({
    total: count.describe('Of all episodes that fit.'),
    ...page,
    episodes: z
      .array(
        episode.extend({
          project: z.string().nullable(),
          startedAt: time.nullable().describe('Of the session.'),
        }),
      )
      .describe('Newest session first; those that a person rejected are left out.'),
  }),
  rules: proposedRules.extend({ total: count.describe('Of all rules that fit.'), ...page }),
};
