import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageName } from '../../domain/episode.ts';
import { UserError } from '../../errors.ts';
import { fillPrompt } from '../prompts.ts';

/** A system prompt as it is sent, and its hash: the first 16 hex digits of its SHA-256. */
export type Prompt = { readonly text: string; readonly hash: string };
export type Prompts = Readonly<Record<StageName | 'validateWithContext', Prompt>>;

/** Reads and fills the prompt of each stage. Throws UserError (2) when one cannot be read. */
export const loadPrompts = (folder: string): Prompts => {
  const load = (...names: readonly string[]): Prompt =>
    toPrompt(names.map(name => read(join(folder, `${name}.md`))).join('\n'));
  return {
    extract: load('extract'),
    validate: load('validate'),
    validateWithContext: load('validate', 'with-context'),
    annotate: load('annotate'),
    label: load('label'),
  };
};

const toPrompt = (template: string): Prompt => {
  const text = fillPrompt(template).trim();
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
