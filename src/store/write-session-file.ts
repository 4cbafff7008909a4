import { chmodSync, existsSync, renameSync } from 'node:fs';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { lock } from 'proper-lockfile';
import type { Problem } from '../domain/problem.ts';
import { UserError } from '../errors.ts';
import { readSessionFile } from './read-session-file.ts';
import { fileVersion, type SessionFile } from './session-file.ts';

/**
 * Reads a session's file, changes it and writes it, alone among all processes. A torn file is first set aside as
 * `.torn-1`, `.torn-2` …; that is told as a problem. Throws UserError when another process keeps the file locked.
 */
export const changeSessionFile = async (
  path: string,
  session: string,
  change: (file: SessionFile) => SessionFile,
): Promise<Problem | null> => {
  const held = await takeLock(path);
  try {
    const kept = readSessionFile(path);
    const problem = kept.kind === 'torn' ? setAside(path, kept.why) : null;
    const before = kept.kind === 'file' ? kept.file : emptyFile(session);
    held.assert();
    await write(path, change(before));
    return problem;
  } finally {
    await held.release();
  }
};

const emptyFile = (session: string): SessionFile => ({
  version: fileVersion,
  session,
  runs: [],
  reviews: {},
  marks: [],
});

/** lowdb writes beside the file and renames, so a reader sees the old file or the new one, whole. */
const write = async (path: string, file: SessionFile): Promise<void> => {
  const low = new Low<SessionFile>(new JSONFile(path), file);
  await low.write();
  chmodSync(path, 0o600);
};

const setAside = (path: string, why: string): Problem => {
  let count = 1;
  while (existsSync(`${path}.torn-${count}`)) count += 1;
  renameSync(path, `${path}.torn-${count}`);
  return { path: `${path}.torn-${count}`, line: null, what: `set aside, it cannot be read: ${why}` };
};

const takeLock = async (path: string): Promise<{ release: () => Promise<void>; assert: () => void }> => {
  let lost: Error | null = null;
  try {
    const release = await lock(path, {
      realpath: false,
      retries: { retries: 60, minTimeout: 20, maxTimeout: 200 },
      onCompromised: error => {
        lost = error;
      },
    });
    const assert = () => {
      if (lost) throw busy(path, lost);
    };
    return { release: () => (lost ? Promise.resolve() : release()), assert };
  } catch (error) {
    throw busy(path, error);
  }
};

const busy = (path: string, cause: unknown): UserError =>
  new UserError(`The store is busy or cannot be written: ${path}`, 'Close other pushbacks and try again.', {
    cause,
  });
