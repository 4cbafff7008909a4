import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Classification } from '../domain/episode.ts';
import type { Problem } from '../domain/problem.ts';
import { messageOf } from '../errors.ts';
import { readSessionFile } from './read-session-file.ts';
import type { SessionFile } from './session-file.ts';
import { changeSessionFile } from './write-session-file.ts';

/** What cannot be computed again: the classifications of each session. One small file per session, for the owner only. */
export type Store = {
  /** The newest classification of a session; null when it has none. Throws UserError when a newer program wrote it. */
  readonly classification: (session: string) => Classification | null;
  /** Every classification of a session, oldest first. */
  readonly history: (session: string) => readonly Classification[];
  readonly saveClassification: (classification: Classification) => Promise<void>;
  /** Episodes of the newest classification, by session id; a file that cannot be read is a problem and not counted. */
  readonly counts: () => Map<string, number>;
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
  const history = (session: string) => read(pathOf(folder, session))?.runs ?? [];

  const saveClassification = async (classification: Classification): Promise<void> => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const { session } = classification;
    const problem = await changeSessionFile(pathOf(folder, session), session, file => ({
      ...file,
      runs: [...file.runs, classification],
    }));
    if (problem) report(problem);
  };

  const counts = (): Map<string, number> => {
    const found = new Map<string, number>();
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      const file = orProblem(() => read(path), path, report);
      const newest = file?.runs.at(-1);
      if (file && newest) found.set(file.session, newest.episodes.length);
    }
    return found;
  };

  return {
    classification: session => history(session).at(-1) ?? null,
    history,
    saveClassification,
    counts,
    problems: () => [...problems.values()],
  };
};

/** Session ids hold what a file name may not, so the name is the first 16 hex digits of the id's SHA-256. */
const pathOf = (folder: string, session: string): string =>
  join(folder, `${createHash('sha256').update(session).digest('hex').slice(0, 16)}.json`);

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter(name => /^[0-9a-f]{16}\.json$/.test(name));
  } catch {
    return [];
  }
};

const orProblem = <Value>(
  read: () => Value,
  path: string,
  report: (problem: Problem) => void,
): Value | null => {
  try {
    return read();
  } catch (error) {
    const what = messageOf(error);
    report({ path, line: null, what });
    return null;
  }
};
