import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FilesCut, FolderCut } from '../domain/record-cut.ts';
import { isGone } from './find-logs.ts';
import type { LogRecords } from './log-records.ts';
import { toLogText } from './log-text.ts';
import { readBytes } from './read-bytes.ts';

/** How many records are handed over at a time. */
const batchFiles = 400;
/** As many as tell what a session is about. */
const firstFiles = 40;

type Entry = { readonly file: string; readonly kind: string; readonly told: object };

/** Opens a session that is spread over files for reading by file; one that vanished meanwhile reads as nothing. */
export const openLogFiles = (path: string, cut: FilesCut): LogRecords => {
  const entries = entriesOf(path, cut);
  const known: Entry[] = [];
  return {
    spoilt: () => null,
    readOn: push => {
      for (let left = batchFiles; left > 0; left -= 1) {
        const { value, done } = entries.next();
        if (done) return false;
        known.push(value);
        push(recordOf(value), known.length - 1);
      }
      return true;
    },
    text: (from, to) => known.slice(from, to).map(recordOf).join('\n'),
    close: () => {},
  };
};

/** The first records of a session. */
export const firstOfFiles = (path: string, cut: FilesCut): string[] =>
  [...entriesOf(path, cut).take(firstFiles)].map(recordOf);

/** When any of its files last changed, as far as folders tell: ISO time; null when the log is gone. */
export const newestOfFiles = (path: string, { below }: FilesCut): string | null => {
  const folder = below && folderBelow(below, path, null);
  const last = folder && namesIn(folder).at(-1);
  const inner = below?.below && last ? folderBelow(below.below, join(folder, last), null) : null;
  const places = [path, folder, last && join(folder, last), inner].filter(place => typeof place === 'string');
  const times = places.flatMap(place => timeOf(place) ?? []);
  return times.reduce<string | null>(
    (newest, time) => (newest === null || time > newest ? time : newest),
    null,
  );
};

/** The folders whose files make up the session, so far as they are known by the path of its log. */
export const foldersOfFiles = (path: string, { below }: FilesCut): string[] => {
  const folder = below && folderBelow(below, path, null);
  return folder === null ? [] : [folder];
};

const entriesOf = function* (path: string, { kind, below }: FilesCut): Generator<Entry, undefined> {
  yield { file: path, kind, told: {} };
  if (below) yield* entriesBelow(path, ownId(membersOf(path)), below, {});
};

const entriesBelow = function* (
  above: string,
  id: string | null,
  cut: FolderCut,
  told: object,
): Generator<Entry, undefined> {
  const folder = folderBelow(cut, above, id);
  for (const name of folder === null ? [] : namesIn(folder)) {
    const file = join(folder ?? '', name);
    if (cut.below) {
      const members = membersOf(file);
      yield* entriesBelow(file, ownId(members), cut.below, pick(members, cut.below.tells));
    }
    yield { file, kind: cut.kind, told };
  }
};

const ownId = ({ id }: Record<string, unknown>): string | null => (typeof id === 'string' ? id : null);

/** An id comes from a log: it names a folder, never a way to one. */
const folderBelow = ({ folder }: FolderCut, above: string, id: string | null): string | null => {
  const own = id ?? idOf(above);
  return /^(?!\.+$)[\w.-]+$/.test(own) ? folder.replace('*', () => own) : null;
};

const idOf = (file: string): string => basename(file).replace(/\.json$/, '');

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .sort();
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
};

/** Null when it cannot be read. */
const textOf = (file: string): string | null => {
  const bytes = readBytes(file);
  return bytes && toLogText(bytes, true);
};

const membersOf = (file: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(textOf(file) ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

const pick = (members: Record<string, unknown>, names: readonly string[]): object =>
  Object.fromEntries(names.flatMap(name => (name in members ? [[name, members[name]]] : [])));

/** What may not be read is a torn record; what is gone, none. */
const recordOf = ({ file, kind, told }: Entry): string => {
  const data = textOf(file);
  return data === null && !existsSync(file) ? '' : JSON.stringify({ kind, id: idOf(file), ...told, data });
};

const timeOf = (place: string): string | null =>
  statSync(place, { throwIfNoEntry: false })?.mtime.toISOString() ?? null;
