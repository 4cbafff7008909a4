import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../helpers/run-cli.ts';

const dist = join(root, 'dist');

/** Every file of the bundle that is loaded with this one, itself among them. */
const loadedWith = (file: string, loaded = new Set<string>()): Set<string> => {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  const text = readFileSync(join(dist, file), 'utf8');
  for (const [, name = ''] of text.matchAll(/(?:from|^import|;import)"\.\/([^"]+)"/gm))
    loadedWith(name, loaded);
  return loaded;
};

test('the first frame waits for no model, store, schema or client that it does not show', () => {
  const screen = readdirSync(dist).find(name => name.startsWith('run-tui-')) ?? '';
  const loaded = [...loadedWith('cli.mjs'), ...loadedWith(screen)];
  expect(loaded.length).toBeGreaterThan(5);
  const heavy =
    /^(detect-pushback|summarise-session|read-library|open-store|zod|openai-(?!request)|classify)/;
  expect(loaded.filter(name => heavy.test(name))).toEqual([]);
  // What is heavy is there, under the names that are looked for.
  expect(readdirSync(dist).filter(name => heavy.test(name)).length).toBeGreaterThan(3);
});
