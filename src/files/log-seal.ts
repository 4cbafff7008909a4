import type { LogChange } from '../domain/log-change.ts';
import { stampOf } from './find-logs.ts';
import { type LogBytes, openLogBytes } from './log-bytes.ts';

/** A log is compared whole up to so many bytes, a longer one at so many places. */
const places = 64;
const placeBytes = 16 * 1024;

type Sealed = { readonly bytes: number; readonly digest: string };

/**
 * Tells what became of an open log since `set`. Only what was written on is told from what was written anew by its
 * content: of a log above a megabyte by samples of it, its beginning and its end among them.
 */
export const createSeal = (path: string, file: LogBytes) => {
  let sealed: Sealed | null = null;
  const set = (): void => {
    const bytes = file.size();
    sealed = { bytes, digest: digestOf(file, bytes) };
  };
  const change = (): LogChange => {
    const now = stampOf(path);
    if (!now) return 'gone';
    if (!sealed || !file.growth) return 'anew';
    if (now.inode !== file.growth.inode) return holdsAll(path, sealed) ? 'anew' : 'replaced';
    if (now.bytes < sealed.bytes) return 'shortened';
    // Its time says nothing: two writes within a tick of the system's clock have the same.
    if (digestOf(file, sealed.bytes) !== sealed.digest) return 'rewritten';
    const isGrown = now.bytes > sealed.bytes;
    if (isGrown) file.growth.take();
    set();
    return isGrown ? 'grown' : 'same';
  };
  return { set, change };
};

/** Does another file at the path begin with all that was read? Some programs write a new one to add to an old one. */
const holdsAll = (path: string, { bytes, digest }: Sealed): boolean => {
  try {
    const file = openLogBytes(path);
    try {
      return file.size() >= bytes && digestOf(file, bytes) === digest;
    } finally {
      file.close();
    }
  } catch {
    return false;
  }
};

const digestOf = (file: LogBytes, bytes: number): string => {
  const read = file.growth?.readNow ?? file.read;
  const isWhole = bytes <= places * placeBytes;
  const sample = Buffer.alloc(isWhole ? bytes : places * placeBytes);
  if (isWhole) read(sample, 0);
  else
    for (let place = 0; place < places; place += 1)
      read(
        sample.subarray(place * placeBytes, (place + 1) * placeBytes),
        Math.floor((place * (bytes - placeBytes)) / (places - 1)),
      );
  // It takes 10 ms to load: the list does without it.
  return process.getBuiltinModule('node:crypto').hash('sha1', sample);
};
