import { type LogBytes, openLogBytes } from './log-bytes.ts';
import { placeOf } from './log-place.ts';
import { schemaOf, sqliteMark } from './log-rows.ts';

/** A log that was opened for its head: whoever reads on does so from the same file. */
export type OpenHead = { readonly head: string; readonly file: LogBytes };

/**
 * Opens a log and reads its first 64 KB as text, for telling its format; of a database, the statements that made it.
 * Throws as node:fs and node:sqlite do when it cannot be read.
 */
export const openHead = (path: string): OpenHead => {
  const file = openContainer(path);
  try {
    const text = file.firstLines().join('\n');
    const head = text.startsWith(`${sqliteMark}\0`) ? schemaOf(placeOf(path).file) : text;
    return { head, file };
  } catch (error) {
    file.close();
    throw error;
  }
};

/** The head alone. */
export const readHead = (path: string): string => {
  const { head, file } = openHead(path);
  file.close();
  return head;
};

/** A session inside a file is no file: the one around it is opened. */
const openContainer = (path: string): LogBytes => {
  try {
    return openLogBytes(path);
  } catch (error) {
    const { file, session } = placeOf(path);
    if (session === null) throw error;
    return openLogBytes(file);
  }
};
