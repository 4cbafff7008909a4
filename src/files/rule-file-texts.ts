import { join } from 'node:path';
import { readText } from './read-text.ts';

/** A rule file as it stands; `text` null where there is none or it cannot be read. */
export type RuleFileText = { readonly file: string; readonly text: string | null };

/** The files of these names below the folder, as they stand now. */
export const ruleFileTexts = (folder: string, names: readonly string[]): RuleFileText[] =>
  names.map(file => ({ file, text: readOrNone(join(folder, file)) }));

const readOrNone = (path: string): string | null => {
  try {
    return readText(path);
  } catch {
    return null;
  }
};
