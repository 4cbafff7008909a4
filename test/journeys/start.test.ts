import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProgram } from '../helpers/open-program.ts';
import { root } from '../helpers/run-cli.ts';
import { countListed } from '../helpers/samples.ts';

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

test('keys that are typed while the first frame is drawn are not echoed onto it, and count', async () => {
  const program = openProgram();
  await program.until(() => program.written().includes('\u001b[?1049h'), 60_000);
  program.press('/currency');
  await program.shows('/currency▏');
  await program.shows(`1 of ${countListed()}`);
  expect(program.lines()[0]).toMatch(/^pushback 1 of/);
  program.press('\u0003');
  expect((await program.left()).code).toBe(0);
  program.isSound();
});
