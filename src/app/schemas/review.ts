import { z } from 'zod';
import type { Agreement } from '../../domain/agreement.ts';
import type { SideBySide } from '../../domain/compare-runs.ts';
import { axes } from '../../domain/edit-annotation.ts';
import type { JudgePair, Question } from '../../domain/judge-agreement.ts';
import type { Queued } from '../../domain/review-queue.ts';
import { confidence, episode, episodeKey } from './episode.ts';
import { run } from './run.ts';
import { count, sessionId, time, words } from './values.ts';

const queued = {
  session: sessionId,
  key: episodeKey,
  confidence,
  disagreements: z.array(z.string()).describe('Where another engine says otherwise, in words.'),
  startedAt: time.describe('Of the run that found it. ISO 8601, UTC.'),
} satisfies Record<keyof Queued, z.ZodType>;

const queue = z
  .object({
    total: count.describe('Of all that wait; --limit cuts `items`.'),
    items: z.array(z.object({ ...queued, episode })).describe('Least sure first.'),
  })
  .meta({ id: 'Queue', description: 'Episodes that wait for a decision.' });

const agreement = z
  .object({
    n: count.describe('Items that both judged.'),
    accuracy: z.number().min(0).max(1).nullable().describe('Share on which both say the same; null of none.'),
    kappa: z.number().max(1).nullable().describe('Cohen’s kappa; null where it says nothing.'),
  })
  .meta({ id: 'Agreement' }) satisfies z.ZodType<Agreement>;

const question = words<Question>({
  ...{ episode: 'episode', symptom: 'symptom', cause: 'cause', outcome: 'outcome', resolution: 'resolution' },
});

const agreements = z
  .object({
    agreement: z.array(
      z.object({
        judges: z.tuple([z.enum(['person', 'offline']), z.enum(['offline', 'model'])]),
        on: z.record(question, agreement),
      }) satisfies z.ZodType<JudgePair>,
    ),
  })
  .meta({ id: 'Agreements', description: 'Of --agreement: how far person, rules and model agree.' });

const comparison = z.object({
  left: run,
  right: run,
  comparison: z.object({
    pairs: z.array(
      z.object({
        left: episode,
        right: episode,
        differs: z.array(z.enum(axes)).describe('The axes on which their labels differ.'),
      }),
    ),
    onlyLeft: z.array(episode),
    onlyRight: z.array(episode),
  }),
}) satisfies z.ZodType<SideBySide>;

const runs = z
  .object({
    session: sessionId,
    runs: z.array(run).describe('Oldest first.'),
    comparisons: z.array(comparison).describe('The newest run beside others; none of a single run.'),
  })
  .meta({ id: 'Runs', description: 'Of one session: its runs side by side.' });

export const review = z.union([queue, agreements, runs]);
