import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emptyFolder } from './write-log.ts';

/** The folder of the project. */
export const root = resolve(import.meta.dirname, '../..');

/**
 * The environment of a person with an empty home: nothing of this machine's own logs, settings and keys reaches a
 * program that is started with it, and nothing that it writes leaves `home`.
 */
export const homeEnv = (home: string): Record<string, string> => {
  const place = (name: string) => {
    const path = join(home, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return {
    PATH: process.env.PATH ?? '',
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CACHE_HOME: place('.cache'),
    XDG_CONFIG_HOME: place('.config'),
    XDG_DATA_HOME: place('.local/share'),
    XDG_STATE_HOME: place('.local/state'),
    TMPDIR: place('tmp'),
  };
};

export type Ran = { readonly code: number | null; readonly out: string; readonly talk: string };

/** Runs the built program through pipes, as a script does. Each call has a new home unless one is given. */
export const runCli = (
  args: readonly string[],
  {
    home = emptyFolder(),
    env = {},
    cwd = root,
  }: { home?: string; env?: Record<string, string>; cwd?: string } = {},
): Ran => {
  const done = spawnSync(process.execPath, [join(root, 'src/launcher.mjs'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...homeEnv(home), NO_COLOR: '1', ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: done.status, out: done.stdout, talk: done.stderr };
};
