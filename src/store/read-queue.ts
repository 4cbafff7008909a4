import type { Episode } from '../domain/episode.ts';
import { byNeed, type Queued, undecidedOf } from '../domain/review-queue.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import type { Digest } from './digest.ts';

export type ReviewQueue = {
  readonly total: number;
  readonly items: readonly { readonly queued: Queued; readonly episode: Episode }[];
};

/** Orders what waits by the digests alone, and opens only the sessions of the first `limit`. */
export const readQueue = (
  digests: readonly Digest[],
  historyOf: (session: string) => readonly ReviewedRun[],
  limit: number,
): ReviewQueue => {
  const all = digests.flatMap(({ queued }) => queued).sort(byNeed);
  const first = all.slice(0, limit);
  const sessions = new Set(first.map(({ session }) => session));
  const found = new Map(
    [...sessions].flatMap(session =>
      undecidedOf(historyOf(session)).map(item => [placeOf(item.queued), item] as const),
    ),
  );
  return { total: all.length, items: first.flatMap(queued => found.get(placeOf(queued)) ?? []) };
};

const placeOf = ({ session, key }: Queued): string => `${session} ${key}`;
