import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readObjects } from './git-objects.ts';
import { type GitPlace, gitPlaceOf } from './git-place.ts';
import { toLogLines } from './log-text.ts';

/** The bytes of a log. */
export type LogBytes = {
  /** How many there were when it was opened, or when more of them were last taken in. */
  readonly size: () => number;
  /** Of a file that may be written on; null for what was packed, or lies in git. */
  readonly growth: Growth | null;
  /** Fills the buffer from `position` on as far as there is anything; gives the number of bytes. */
  readonly read: (buffer: Buffer, position: number) => number;
  /** Its first bytes, `most` at the most, or as many as were read ahead. */
  readonly start: (most: number) => Buffer;
  /** The lines of its first 64 KB as text, decoded once; the last may be cut short. */
  readonly firstLines: () => readonly string[];
  readonly close: () => void;
};

export type Growth = {
  readonly inode: number;
  /** Takes in what was written behind it since. */
  readonly take: () => void;
  /** `LogBytes.read` of what stands there now: nothing of it was read ahead. */
  readonly readNow: LogBytes['read'];
};

/** What is looked at of a log before it is read, in bytes. */
export const aheadBytes = 65_536;
/** What a packed log may unpack to: more fits no buffer, and is no log. */
const mostUnpacked = 2 ** 31 - 1;

/** Opens a log for reading anywhere in it; one that was packed with zstd is unpacked. Throws as node:fs and zlib do. */
export const openLogBytes = (path: string): LogBytes => {
  const inGit = gitPlaceOf(path);
  if (inGit) return inMemory(readBlobs(path, inGit));
  const file = openSync(path, 'r');
  try {
    const { ino: inode, size } = fstatSync(file);
    let bytes = size;
    const ahead = Buffer.allocUnsafe(Math.min(bytes, aheadBytes));
    const start = ahead.subarray(0, readSync(file, ahead, 0, ahead.length, 0));
    const read = (buffer: Buffer, position: number) => {
      // Most logs end here: a call of the system costs as much as a page of text.
      const got = start.copy(buffer, 0, Math.min(position, start.length));
      if (got === buffer.length || position + got >= bytes) return got;
      return got + readSync(file, buffer, got, buffer.length - got, position + got);
    };
    if (!isPacked(start))
      return withLines({
        size: () => bytes,
        growth: {
          inode,
          take: () => {
            bytes = fstatSync(file).size;
          },
          readNow: (buffer, position) => readSync(file, buffer, 0, buffer.length, position),
        },
        read,
        start: most => start.subarray(0, most),
        close: () => closeSync(file),
      });
    const unpacked = unpack(readAll({ size: () => bytes, read }));
    closeSync(file);
    return inMemory(unpacked);
  } catch (error) {
    closeSync(file);
    throw error;
  }
};

/** Bytes that lie in memory already, unpacked where they are packed. Throws as zlib does. */
export const bytesInMemory = (bytes: Buffer): LogBytes => inMemory(isPacked(bytes) ? unpack(bytes) : bytes);

const inMemory = (all: Buffer): LogBytes =>
  withLines({
    size: () => all.length,
    growth: null,
    read: (buffer, position) => all.copy(buffer, 0, position),
    start: most => all.subarray(0, most),
    close: () => {},
  });

const withLines = (log: Omit<LogBytes, 'firstLines'>): LogBytes => {
  let lines: readonly string[] | undefined;
  const firstLines = () => {
    lines ??= toLogLines(log.start(aheadBytes));
    return lines;
  };
  return { ...log, firstLines };
};

const readBlobs = (path: string, { gitDir, blobs }: GitPlace): Buffer => {
  const objects = new Map(readObjects(gitDir, blobs).map(({ id, bytes }) => [id, bytes]));
  return Buffer.concat(
    blobs.map(blob => {
      const bytes = objects.get(blob);
      if (bytes) return bytes;
      throw Object.assign(new Error(`no such object in the repository: ${path}`), { code: 'ENOENT' });
    }),
  );
};

/** All of it. */
export const readAll = ({ size, read }: Pick<LogBytes, 'size' | 'read'>): Buffer => {
  const all = Buffer.allocUnsafe(size());
  let got = 0;
  for (let more = 1; more > 0 && got < all.length; got += more) more = read(all.subarray(got), got);
  return all.subarray(0, got);
};

/** A packed log may be several frames, one behind the other. Few logs are packed: zlib is not loaded at every start. */
const unpack = (packed: Buffer): Buffer => {
  const { zstdDecompressSync } = process.getBuiltinModule('node:zlib');
  const frames: Buffer[] = [];
  for (let rest = packed; rest.length > 0; ) {
    const frame: unknown = zstdDecompressSync(rest, { maxOutputLength: mostUnpacked, info: true });
    if (!isFrame(frame)) break;
    frames.push(frame.buffer);
    rest = rest.subarray(Math.max(1, frame.engine.bytesWritten));
  }
  return Buffer.concat(frames);
};

/** What `info` makes zlib give, and its types do not say: `bytesWritten` counts what was read of the packed bytes. */
type Frame = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
const isFrame = (value: unknown): value is Frame =>
  typeof value === 'object' && value !== null && 'buffer' in value && 'engine' in value;

const isPacked = (start: Buffer): boolean => start.length >= 4 && start.readUInt32LE() === zstdMagic;
/** The first four bytes of every zstd frame (RFC 8878). */
const zstdMagic = 0xfd2fb528;
