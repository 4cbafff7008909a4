import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A log as it lies on the disk: a file by itself, or a session inside one, as `folder/file.db/session`. */
export type LogPlace = { readonly file: string; readonly session: string | null };

/** Tells the file of a log. What is not there is taken for a file by itself. */
export const placeOf = (path: string): LogPlace => {
  const above = dirname(path);
  if (isThere(path) || !isThere(above)?.isFile()) return { file: path, session: null };
  return { file: above, session: decode(basename(path)) };
};

/** The path of a session inside a file, whatever its id holds: dots alone would lead elsewhere. */
export const pathInside = (file: string, session: string): string =>
  join(file, encodeURIComponent(session).replaceAll('.', '%2E'));

const isThere = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Below a file there is nothing, and some systems say so by an error.
    return undefined;
  }
};

const decode = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};
