import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Classification, Episode, EpisodeKey, Review } from '../domain/episode.ts';
import type { Mark } from '../domain/mark.ts';
import type { Problem } from '../domain/problem.ts';
import type { PushbackReview } from '../domain/pushback.ts';
import { heldEpisodes, type ReviewedRun } from '../domain/reviewed-run.ts';
import { messageOf } from '../errors.ts';
import {
  addMark,
  addPushbackReview,
  addReview,
  marksOf,
  newestRun,
  pushbackReviewsOf,
  reviewedRuns,
} from './decisions.ts';
import { type ReviewQueue, readQueue } from './read-queue.ts';
import { readSessionFile } from './read-session-file.ts';
import type { SessionFile } from './session-file.ts';
import { createStoreIndex } from './store-index.ts';
import { changeSessionFile } from './write-session-file.ts';

/**
 * What cannot be computed again: the classifications of each session and what a person decided. One small file per
 * session, for the owner only. Reading throws UserError when a newer program wrote the file or it may not be read;
 * saving also when the disk takes nothing or another process keeps the file.
 */
export type Store = {
  /** The newest classification of a session, with its reviews; null when it has none. */
  readonly classification: (session: string) => ReviewedRun | null;
  /** The same, and null too where it cannot be read, which is then a problem. */
  readonly classificationOrNone: (session: string) => ReviewedRun | null;
  /** Every classification of a session, oldest first, with its reviews. */
  readonly history: (session: string) => readonly ReviewedRun[];
  readonly saveClassification: (classification: Classification) => Promise<void>;
  /** Episodes that hold (`heldEpisodes`) of each classified session, by its id; an unreadable file is a problem. */
  readonly counts: () => Map<string, number>;
  /** The same episodes themselves. */
  readonly allEpisodes: () => ReadonlyMap<string, readonly Episode[]>;
  /** Keeps a person's decision on an episode of one run (`episodeKey`); null takes it back. Earlier ones stay on file. */
  readonly saveReview: (session: string, episode: EpisodeKey, review: Review | null) => Promise<void>;
  /** Keeps a person's word on whether a turn pushes back; null takes it back. Earlier ones stay on file. */
  readonly savePushbackReview: (
    session: string,
    turn: number,
    review: PushbackReview | null,
  ) => Promise<void>;
  /** The decisions in force, by turn number. */
  readonly pushbackReviews: (session: string) => ReadonlyMap<number, PushbackReview>;
  /** The same of every session that has any, by session id. */
  readonly allPushbackReviews: () => ReadonlyMap<string, ReadonlyMap<number, PushbackReview>>;
  /** The first `limit` of the undecided episodes of all sessions (`byNeed`), and how many there are. */
  readonly queue: (limit: number) => ReviewQueue;
  /** The history of every session that a person or two engines judged. */
  readonly compared: () => readonly (readonly ReviewedRun[])[];
  /** Marks a turn; null takes the mark away. Earlier ones stay on file. */
  readonly saveMark: (session: string, turn: number, mark: Mark | null) => Promise<void>;
  /** The marks in force, in the order of the turns. */
  readonly marks: (session: string) => readonly Mark[];
  /** What was wrong with files met so far, each told once. */
  readonly problems: () => readonly Problem[];
};

/** Opens the store in a folder, which is made at the first save. */
export const openStore = (dir: string): Store => {
  const folder = join(dir, 'sessions');
  const problems = new Map<string, Problem>();
  const report = (problem: Problem) => problems.set(`${problem.path} ${problem.what}`, problem);
  const read = (path: string): SessionFile | null => {
    const kept = readSessionFile(path);
    if (kept.kind === 'torn') report({ path, line: null, what: `cannot be read: ${kept.why}` });
    return kept.kind === 'file' ? kept.file : null;
  };
  const fileOf = (session: string) => read(pathOf(folder, session));
  const change = async (session: string, make: (file: SessionFile) => SessionFile): Promise<void> => {
    const problem = await changeSessionFile(pathOf(folder, session), session, make);
    if (problem) report(problem);
  };
  const digests = createStoreIndex(folder, join(folder, 'index.json'), path =>
    orProblem(() => read(path), path, report),
  );
  const history = (session: string): ReviewedRun[] => {
    const file = fileOf(session);
    return file ? reviewedRuns(file) : [];
  };
  const historyOrNone = (session: string): ReviewedRun[] =>
    orProblem(() => history(session), pathOf(folder, session), report) ?? [];

  return {
    classification: session => {
      const file = fileOf(session);
      return file && newestRun(file);
    },
    classificationOrNone: session => historyOrNone(session).at(-1) ?? null,
    history,
    saveClassification: classification =>
      change(classification.session, file => ({ ...file, runs: [...file.runs, classification] })),
    counts: () =>
      new Map(
        digests().flatMap(({ session, episodes }) =>
          episodes === null ? [] : [[session, episodes] as const],
        ),
      ),
    allEpisodes: () =>
      new Map(
        digests().flatMap(({ session, episodes }) => {
          const newest = episodes ? historyOrNone(session).at(-1) : undefined;
          return newest ? [[session, heldEpisodes(newest)] as const] : [];
        }),
      ),
    saveReview: (session, episode, review) => change(session, file => addReview(file, episode, review)),
    savePushbackReview: (session, turn, review) =>
      change(session, file => addPushbackReview(file, turn, review)),
    pushbackReviews: session => {
      const file = fileOf(session);
      return file ? pushbackReviewsOf(file) : new Map();
    },
    allPushbackReviews: () =>
      new Map(
        digests().flatMap(({ session, pushbackReviews }) =>
          pushbackReviews.length > 0 ? [[session, new Map(pushbackReviews)] as const] : [],
        ),
      ),
    queue: limit => readQueue(digests(), historyOrNone, limit),
    compared: () => digests().flatMap(({ session, compared }) => (compared ? [historyOrNone(session)] : [])),
    saveMark: (session, turn, mark) => change(session, file => addMark(file, turn, mark)),
    marks: session => {
      const file = fileOf(session);
      return file ? marksOf(file) : [];
    },
    problems: () => [...problems.values()],
  };
};

/** Session ids hold what a file name may not, so the name is the first 16 hex digits of the id's SHA-256. */
const pathOf = (folder: string, session: string): string =>
  join(folder, `${createHash('sha256').update(session).digest('hex').slice(0, 16)}.json`);

const orProblem = <Value>(
  read: () => Value,
  path: string,
  report: (problem: Problem) => void,
): Value | null => {
  try {
    return read();
  } catch (error) {
    report({ path, line: null, what: messageOf(error) });
    return null;
  }
};
