import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
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
    // Compiled code is the same for every home, and half of a start.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node-compile'),
  };
};

export type Ran = { readonly code: number | null; readonly out: string; readonly talk: string };

export type RunOptions = {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Flags of Node itself. */
  readonly node?: readonly string[];
  /** No file may grow beyond so many blocks of 512 bytes (some shells: 1024): writing on fails as on a full disk. */
  readonly fileBlocks?: number;
};

export const launcher = join(root, 'src/launcher.mjs');

/** Runs the built program through pipes, as a script does. Each call has a new home unless one is given. */
export const runCli = (
  args: readonly string[],
  { home = emptyFolder(), env = {}, cwd = root, node = [] }: RunOptions = {},
): Ran => {
  const done = spawnSync(process.execPath, [...node, launcher, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...homeEnv(home), NO_COLOR: '1', ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: done.status, out: done.stdout, talk: done.stderr };
};

let alreadyRead: string | undefined;

/** A new home in which the samples were read before, as on any day but a person's first: that is most of a start. */
export const homeOfReader = (): string => {
  if (alreadyRead === undefined) {
    alreadyRead = emptyFolder();
    runCli(['list', '--sessions', 'sessions'], { home: alreadyRead });
  }
  const home = emptyFolder();
  cpSync(alreadyRead, home, { recursive: true });
  return home;
};

/** Starts the built program beside this one, so that a server in this process can answer it. */
export const startCli = (
  args: readonly string[],
  { home = emptyFolder(), env = {}, fileBlocks }: RunOptions = {},
) => {
  const command = [process.execPath, launcher, ...args];
  // A signal comes with such a failure and would end the program before it hears of it; a full disk sends none.
  const heard = { NODE_OPTIONS: `--import data:text/javascript,process.on('SIGXFSZ',()=>{})` };
  const bounded = ['sh', '-c', `ulimit -f ${fileBlocks}; exec "$0" "$@"`, ...command];
  const [name = '', ...words] = fileBlocks === undefined ? command : bounded;
  const program = spawn(name, words, {
    cwd: root,
    env: { ...homeEnv(home), NO_COLOR: '1', ...(fileBlocks === undefined ? {} : heard), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, talk] = ['', ''];
  program.stdout.on('data', data => {
    out += data;
  });
  program.stderr.on('data', data => {
    talk += data;
  });
  const done = new Promise<Ran>(tell => program.on('close', code => tell({ code, out, talk })));
  return { done, interrupt: () => program.kill('SIGINT'), kill: () => program.kill('SIGKILL') };
};
