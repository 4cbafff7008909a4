import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-cli.ts';

/** Puts into `folder` what a clone of the project would hold, with what is not committed yet. */
export const copyProject = (folder: string): void => {
  for (const path of tracked()) cpSync(join(root, path), join(folder, path));
};

const tracked = (): string[] => {
  const list = (...flags: string[]) =>
    execFileSync('git', ['ls-files', '-z', ...flags], { cwd: root, encoding: 'utf8' }).split('\0');
  const deleted = new Set(list('--deleted'));
  return list('--cached', '--others', '--exclude-standard').filter(path => path !== '' && !deleted.has(path));
};
