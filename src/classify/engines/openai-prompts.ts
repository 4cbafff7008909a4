import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StageName, stageNames } from '../../domain/episode.ts';
import { UserError } from '../../errors.ts';
import { fillPrompt } from '../prompts.ts';

/** The system prompts as they are sent, and a hash of each (the first 16 hex digits of its SHA-256). */
export type Prompts = Readonly<Record<StageName, { readonly text: string; readonly hash: string }>>;

/** Reads and fills `extract.md`, `validate.md` and `annotate.md`. Throws UserError (2) when one cannot be read. */
export const loadPrompts = (folder: string): Prompts => {
  const [extract, validate, annotate] = stageNames.map(stage => loadPrompt(join(folder, `${stage}.md`)));
  if (!extract || !validate || !annotate) throw new Error('Every stage has a prompt.');
  return { extract, validate, annotate };
};

const loadPrompt = (path: string): { text: string; hash: string } => {
  const text = fillPrompt(read(path)).trim();
  return { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(
      `The prompt ${path} cannot be read.`,
      'Install pushback again, or put the file back.',
      {
        cause,
      },
    );
  }
};
