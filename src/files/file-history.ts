import type { IsoTime } from '../domain/turn.ts';
import { commitsOf, readObjects } from './git-objects.ts';
import { gitDirOf } from './git-place.ts';

/** What stood in a file from a time on; `text` null: it was not there. */
export type FileVersion = { readonly from: IsoTime; readonly text: string | null };

/**
 * The versions of some files at the top of a working tree, as they were committed, newest first; none of a file that git
 * never had, and of none where the folder is no repository.
 */
export const fileHistories = (
  folder: string,
  files: readonly string[],
): ReadonlyMap<string, readonly FileVersion[]> => {
  const gitDir = gitDirOf(folder);
  return new Map(files.map(file => [file, gitDir === null ? [] : versionsOf(gitDir, file)]));
};

const versionsOf = (gitDir: string, file: string): FileVersion[] =>
  commitsOf(gitDir, [file]).map(({ id, at }) => {
    const [blob] = readObjects(gitDir, [`${id}:${file}`]);
    return { from: at, text: blob?.type === 'blob' ? blob.bytes.toString('utf8') : null };
  });
