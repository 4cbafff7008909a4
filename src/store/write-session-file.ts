import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { lock } from 'proper-lockfile';
import type { Problem } from '../domain/problem.ts';
import { messageOf, UserError } from '../errors.ts';
import { readSessionFile } from './read-session-file.ts';
import type { SessionFile } from './session-file.ts';
import { fileVersion } from './upgrades.ts';

/**
 * Reads a session's file, changes it and writes it, alone among all processes; makes its folder when there is none. A
 * torn file is first set aside as `.torn-1`, `.torn-2` …; that is told as a problem. Throws UserError when another
 * process keeps the file locked, or the disk is full or takes no writing: what stood there before then stands still.
 */
export const changeSessionFile = async (
  path: string,
  session: string,
  change: (file: SessionFile) => SessionFile,
): Promise<Problem | null> => {
  orTold(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    chmodSync(dirname(path), 0o700);
  });
  const held = await takeLock(path);
  try {
    const kept = readSessionFile(path);
    const before = kept.kind === 'file' ? kept.file : emptyFile(session);
    held.assert();
    const problem = kept.kind === 'torn' ? orTold(path, () => setAside(path, kept.why)) : null;
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
  pushbackReviews: {},
  marks: {},
});

/** lowdb writes beside the file and renames, so a reader sees the old file or the new one, whole. */
const write = async (path: string, file: SessionFile): Promise<void> => {
  const low = new Low<SessionFile>(new JSONFile(path), file);
  try {
    await low.write();
    chmodSync(path, 0o600);
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

const orTold = <Value>(path: string, act: () => Value): Value => {
  try {
    return act();
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

const cannotWrite = (path: string, cause: unknown): UserError =>
  new UserError(
    `The store cannot be written, and what it holds is unharmed: ${path} (${messageOf(cause)})`,
    'Free some space or mend the permissions, or name another store with --store; then try again.',
    { cause },
  );

const setAside = (path: string, why: string): Problem => {
  let count = 1;
  while (existsSync(`${path}.torn-${count}`)) count += 1;
  renameSync(path, `${path}.torn-${count}`);
  return { path: `${path}.torn-${count}`, line: null, what: `set aside, it cannot be read: ${why}` };
};

/**
 * Longer in all than the ten seconds after which a lock of the dead may be taken over; often and at odd times, so that
 * one who writes without a pause does not keep another out.
 */
const patience = { retries: 500, factor: 1.2, minTimeout: 5, maxTimeout: 40, randomize: true };

const takeLock = async (path: string): Promise<{ release: () => Promise<void>; assert: () => void }> => {
  let lost: Error | null = null;
  try {
    const release = await lock(path, {
      realpath: false,
      retries: patience,
      onCompromised: error => {
        lost = error;
      },
    });
    const assert = () => {
      if (lost) throw busy(path, lost);
    };
    return { release: () => (lost ? Promise.resolve() : release()), assert };
  } catch (error) {
    const isHeld = error instanceof Error && 'code' in error && error.code === 'ELOCKED';
    throw isHeld ? busy(path, error) : cannotWrite(path, error);
  }
};

const busy = (path: string, cause: unknown): UserError =>
  new UserError(`The store is busy: ${path}`, 'Close other pushbacks and try again.', { cause });
