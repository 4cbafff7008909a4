import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AdoptedRule } from '../domain/proposed-rule.ts';
import { ruleKinds } from '../domain/standing-rule.ts';
import { writeWhole } from './write-whole.ts';

const kept = z.object({
  version: z.literal(1),
  id: z.string(),
  project: z.string(),
  rule: z.string(),
  kind: z.enum(ruleKinds).nullable(),
  at: z.iso.datetime(),
  as: z.enum(['line', 'guard']),
  file: z.string(),
});

const folderIn = (dir: string): string => join(dir, 'rules');

/** The rules that a person took up, oldest first. One of a newer program, or that cannot be read, is left out and alone. */
export const readAdoptedRules = (dir: string): AdoptedRule[] =>
  namesIn(folderIn(dir))
    .flatMap(name => readOne(join(folderIn(dir), name)))
    .sort((a, b) => a.at.localeCompare(b.at));

/** One file a rule, so that two programs at once lose nothing of each other. Throws as node:fs does. */
export const keepAdoptedRule = (dir: string, rule: AdoptedRule): void =>
  writeWhole(join(folderIn(dir), `${rule.id}.json`), `${JSON.stringify({ version: 1, ...rule }, null, 1)}\n`);

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter(name => /^[0-9a-f]{8}\.json$/.test(name));
  } catch {
    return [];
  }
};

const readOne = (path: string): AdoptedRule[] => {
  try {
    const { version: _, ...rule } = kept.parse(JSON.parse(readFileSync(path, 'utf8')));
    return [rule];
  } catch {
    return [];
  }
};
