import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';
import { parseSessionFile, type SessionFile } from './session-file.ts';
import { fileVersion, upgrade, versionOf } from './upgrades.ts';

/** What stands at a path. A torn file is one that is no JSON or not of our shape: never read, never written over. */
export type Kept =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly file: SessionFile }
  | { readonly kind: 'torn'; readonly why: string };

/** Reads one session's file. Throws UserError when a newer program wrote it or it may not be read. */
export const readSessionFile = (path: string): Kept => {
  const text = textAt(path);
  if (text === null) return { kind: 'none' };
  const value = toJson(text);
  if (value === undefined) return { kind: 'torn', why: 'it is no whole JSON' };
  const version = versionOf(value);
  if (version !== null && version > fileVersion) {
    throw new UserError(
      `A newer pushback wrote ${path} (version ${version}; this one knows ${fileVersion}).`,
      'Update pushback, or name another store with --store.',
    );
  }
  const parsed = parseSessionFile(upgrade(value));
  return 'file' in parsed ? { kind: 'file', file: parsed.file } : { kind: 'torn', why: parsed.fault };
};

const textAt = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw new UserError(
      `The store cannot be read: ${messageOf(error)}`,
      'Mend the permissions of that file, or name another store with --store.',
      { cause: error },
    );
  }
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
