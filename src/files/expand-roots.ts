import { existsSync, readdirSync } from 'node:fs';

/**
 * The places that patterns name: a part that is `*` stands for every entry of its folder, as far as the rest of the
 * pattern is there. A place without one is given as it is; a folder that cannot be read has no entries.
 */
export const expandRoots = (patterns: readonly string[]): string[] => [
  ...new Set(
    patterns.flatMap(pattern => (pattern.includes('*') ? expand(pattern).filter(existsSync) : pattern)),
  ),
];

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
