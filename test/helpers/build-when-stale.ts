import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Tests that start the program start what the sources say now, whatever ran before them. */
export const setup = (): void => {
  const newest = Math.max(...['src', 'config', 'package.json'].map(name => newestIn(join(root, name))));
  if (newest > timeOf(join(root, 'dist/cli.mjs')))
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
};

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const newestIn = (path: string): number => {
  if (!statSync(path).isDirectory()) return timeOf(path);
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(...names.map(name => timeOf(join(path, name))));
};
