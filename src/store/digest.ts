import { statSync } from 'node:fs';
import { z } from 'zod';
import { type PushbackReview, pushbackClasses } from '../domain/pushback.ts';
import { type Queued, undecidedOf } from '../domain/review-queue.ts';
import { heldEpisodes } from '../domain/reviewed-run.ts';
import { pushbackReviewsOf, reviewedRuns } from './decisions.ts';
import type { SessionFile } from './session-file.ts';

/** What lists and counts want to know of a session file, so that they need not open it. */
export type Digest = {
  readonly file: string;
  /** Of the file that it was made from: it holds as long as the file has the same. */
  readonly stamp: string;
  readonly session: string;
  /** Episodes that hold; null for a session that only a person spoke of. */
  readonly episodes: number | null;
  readonly queued: readonly Queued[];
  /** Has a person decided on an episode, or were two judges asked? Only then is there an agreement to count. */
  readonly compared: boolean;
  readonly pushbackReviews: readonly (readonly [turn: number, review: PushbackReview])[];
};

export const toDigest = (file: string, stamp: string, kept: SessionFile): Digest => {
  const runs = reviewedRuns(kept);
  const newest = runs.at(-1);
  const engines = new Set(runs.map(({ run }) => run.engine));
  return {
    file,
    stamp,
    session: kept.session,
    episodes: newest ? heldEpisodes(newest).length : null,
    queued: undecidedOf(runs).map(({ queued }) => queued),
    compared: engines.size > 1 || Object.keys(kept.reviews).length > 0,
    pushbackReviews: [...pushbackReviewsOf(kept)],
  };
};

/** Every save puts a new file in place, so its number, size and time are together another; null when it is gone. */
export const stampAt = (path: string): string | null => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino}-${stat.size}-${stat.mtimeNs}` : null;
};

/** Checks what the index holds; null for anything else, which is then made anew. */
export const parseDigests = (value: unknown): Digest[] | null => {
  const parsed = indexSchema().safeParse(value);
  return parsed.success ? parsed.data.digests : null;
};

/** Digests of another version are made anew: it goes up with every change of what a digest says. */
export const indexVersion = 1;

const indexSchema = (): z.ZodType<{ version: number; digests: Digest[] }> => {
  const review = z.object({
    decision: z.enum(['accepted', 'rejected', 'edited']),
    class: z.enum(pushbackClasses).nullable(),
    note: z.string(),
    at: z.string(),
  });
  const queued = z.object({
    session: z.string(),
    key: z.templateLiteral([z.string(), ' ', z.string()]),
    confidence: z.enum(['high', 'medium', 'low']),
    disagreements: z.array(z.string()),
    startedAt: z.string(),
  });
  return z.object({
    version: z.literal(indexVersion),
    digests: z.array(
      z.object({
        file: z.string(),
        stamp: z.string(),
        session: z.string(),
        episodes: z.number().nullable(),
        queued: z.array(queued),
        compared: z.boolean(),
        pushbackReviews: z.array(z.tuple([z.number(), review])),
      }),
    ),
  });
};
