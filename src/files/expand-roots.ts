import { readdirSync } from 'node:fs';

/**
 * The places that patterns name: a part that is `*` stands for every entry of its folder. A place without one is given
 * as it is, whether or not it is there; a folder that cannot be read has none.
 */
export const expandRoots = (patterns: readonly string[]): string[] => [...new Set(patterns.flatMap(expand))];

const expand = (pattern: string): string[] => {
  const [, before, after] = /^(.*?)[\\/]\*(?:[\\/](.*))?$/.exec(pattern) ?? [];
  if (before === undefined) return [pattern];
  return entriesOf(before).flatMap(name =>
    expand(after === undefined ? `${before}/${name}` : `${before}/${name}/${after}`),
  );
};

const entriesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};
