import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LowSync } from 'lowdb';
import { JSONFileSync } from 'lowdb/node';
import { lockSync } from 'proper-lockfile';
import { type Digest, indexVersion, parseDigests, stampAt, toDigest } from './digest.ts';
import type { SessionFile } from './session-file.ts';

/**
 * The digests of all session files in a folder, through an index file beside them: a file that is as it was is not
 * opened. The index is derived: where it is missing, torn or of another version it is made anew, and where it cannot be
 * written everything works, slower. `read` gives null for a file that cannot be read, which then has no digest.
 */
export const createStoreIndex = (
  folder: string,
  path: string,
  read: (path: string) => SessionFile | null,
): (() => readonly Digest[]) => {
  let known: ReadonlyMap<string, Digest> | undefined;
  return () => {
    known ??= new Map(readIndex(path).map(digest => [digest.file, digest]));
    const digests = new Map<string, Digest>();
    let isOld = false;
    for (const file of sessionFiles(folder)) {
      const digest = digestOf(folder, file, known.get(file), read);
      if (digest) digests.set(file, digest);
      isOld ||= digest !== (known.get(file) ?? null);
    }
    isOld ||= digests.size !== known.size;
    known = digests;
    if (isOld) writeIndex(path, [...digests.values()]);
    return [...digests.values()];
  };
};

const digestOf = (
  folder: string,
  file: string,
  known: Digest | undefined,
  read: (path: string) => SessionFile | null,
): Digest | null => {
  const path = join(folder, file);
  // Before it is read: what is written meanwhile gets another stamp, and is read again the next time.
  const stamp = stampAt(path);
  if (stamp === null) return null;
  if (known?.stamp === stamp) return known;
  const kept = read(path);
  return kept && toDigest(file, stamp, kept);
};

const sessionFiles = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter(name => /^[0-9a-f]{16}\.json$/.test(name));
  } catch {
    return [];
  }
};

const readIndex = (path: string): readonly Digest[] => {
  try {
    return parseDigests(JSON.parse(readFileSync(path, 'utf8'))) ?? [];
  } catch {
    return [];
  }
};

type StoreIndex = { readonly version: number; readonly digests: readonly Digest[] };

/** Never waits: while another process writes it, that one's will do. */
const writeIndex = (path: string, digests: readonly Digest[]): void => {
  try {
    const release = lockSync(path, { realpath: false });
    try {
      new LowSync<StoreIndex>(new JSONFileSync(path), { version: indexVersion, digests }).write();
      chmodSync(path, 0o600);
    } finally {
      release();
    }
  } catch {
    // The next one who asks makes it anew.
  }
};
