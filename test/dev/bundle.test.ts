import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../helpers/run-cli.ts';

const dist = join(root, 'dist');

test('the bundle is plain ASCII: one other sign and Node takes ten times as long to read a file', () => {
  const others = readdirSync(dist).filter(name => /[^\0-\x7f]/.test(readFileSync(join(dist, name), 'utf8')));
  expect(others).toEqual([]);
});

test('the first frame of the list waits for nothing that takes long to load', () => {
  const screen = readdirSync(dist).find(name => name.startsWith('run-tui-')) ?? '';
  const { files, builtins } = importsFrom(['cli.mjs', screen]);
  expect(files.size).toBeGreaterThan(5);
  expect(
    [...files].filter(name =>
      /^(zod|openai(?!-request)|highlight|detect-pushback|parse-markdown)-/.test(name),
    ),
  ).toEqual([]);
  expect([...builtins].filter(name => /crypto|zlib|http|net$|readline/.test(name))).toEqual([]);
});

/** What is loaded with these files of the bundle before any of them runs. */
const importsFrom = (names: readonly string[]) => {
  const files = new Set<string>();
  const builtins = new Set<string>();
  const follow = (name: string): void => {
    if (files.has(name)) return;
    files.add(name);
    const code = readFileSync(join(dist, name), 'utf8');
    for (const [, target = ''] of code.matchAll(
      /(?:^|[;}])(?:import|export)\s*(?:[^"'`;()]*from\s*)?["'`]([^"'`]+)["'`]/gm,
    ))
      if (target.startsWith('./')) follow(target.slice(2));
      else builtins.add(target);
  };
  names.forEach(follow);
  return { files, builtins };
};
