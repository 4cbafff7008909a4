import { unwatchFile, watchFile } from 'node:fs';
import { placeOf } from './log-place.ts';

/** A person who follows a session sees what is written about so soon, in ms. */
const lookEvery = 500;

/**
 * Calls back when a log was written to, replaced or taken away, until the returned function is called. It looks at size
 * and time instead of waiting for the system to tell, which it does not do on every disk; it keeps no program alive.
 */
export const watchLog = (path: string, onChange: () => void): (() => void) => {
  const listener: Parameters<typeof watchFile>[1] = (now, before) => {
    if (now.size !== before.size || now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) onChange();
  };
  const { file, session } = placeOf(path);
  // What a database was told last stands beside it.
  const files = session === null ? [file] : [file, `${file}-wal`];
  for (const one of files) watchFile(one, { interval: lookEvery, persistent: false }, listener);
  return () => {
    for (const one of files) unwatchFile(one, listener);
  };
};
