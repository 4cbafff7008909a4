import { showsSign } from '../adapters/shown-signs.ts';
import { heldEpisodes, type ReviewedRun } from '../domain/reviewed-run.ts';
import { asViewed } from '../domain/session-summary.ts';
import { buildReport, type Judgement, type Report } from '../report/build-report.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { filterWords, type LibraryFilters } from './library-filters.ts';
import type { LibraryJob } from './load-library.ts';
import { readLibrary } from './read-library.ts';

/** Plain data, for it travels to a worker. */
export type GatherJob = {
  readonly library: LibraryJob;
  readonly filters: LibraryFilters;
  /** The folder of the store. */
  readonly store: string;
  /** From which strength on a turn counts as pushback; null: as it was detected. */
  readonly threshold: number | null;
};

/** Reads the library and what the store holds of it, and makes the report of both. */
export const gatherReport = async (
  { library: job, filters, store: folder, threshold, hasStore }: GatherJob & { readonly hasStore: boolean },
  onProgress: (done: number, total: number) => void,
): Promise<Report> => {
  const { sessions, problems } = await readLibrary(job, filters, onProgress);
  const store = hasStore ? openStore(folder) : null;
  const reviews = store?.allPushbackReviews() ?? new Map();
  const judgements = store ? judgementsOf(store) : new Map();
  return buildReport({
    sessions: sessions.map(session => asViewed(session, { threshold, reviews })),
    judgements,
    showsSign,
    unread: problems.length + (store?.problems().length ?? 0),
    narrowedBy: filterWords(filters),
  });
};

const judgementsOf = (store: Store): ReadonlyMap<string, Judgement> =>
  new Map(
    [...store.counts().keys()].flatMap(session => {
      const run = store.classificationOrNone(session);
      return run ? [[session, { judge: judgeOf(run), episodes: heldEpisodes(run) }] as const] : [];
    }),
  );

const judgeOf = ({ run }: ReviewedRun): string =>
  run.model === null ? run.engine : `${run.engine} ${run.model}`;
