import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findLogs } from '../files/find-logs.ts';
import { packageRoot } from '../files/package-root.ts';
import type { Measured } from './figures.ts';

export type BenchPlace = {
  readonly logs: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

export const launcher = join(packageRoot(), 'src/launcher.mjs');
const runs = 5;
/** Index and list together, over one thread that does nothing but `JSON.parse` every line. */
const mostOverParsing = 1.3;

/** The list in a pipe: with no index yet, and with one that knows every log. */
export const benchCommands = async ({ logs, home, env }: BenchPlace): Promise<Measured[]> => {
  const start = (...args: string[]) => {
    const done = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 1 << 30 });
    if (done.status !== 0) throw new Error(`${args.join(' ')} failed: ${done.stderr}`);
  };
  const list = () => start(launcher, 'list', '--json', '--sessions', logs);
  const forget = () => rmSync(join(home, 'pushback'), { recursive: true, force: true });
  const bare = repeat(() => start('-e', '0'));
  const parsing = repeat(() => parseAll(logs), undefined, 3);
  const cold = repeat(list, forget);
  const warm = repeat(list);
  const base = middle(bare);
  return [
    { what: 'bare Node', values: bare },
    { what: 'reading all logs, JSON.parse of every line', values: parsing },
    { what: 'list, no index yet', values: cold, budget: { p50: base + mostOverParsing * middle(parsing) } },
    { what: 'list, nothing changed', values: warm, budget: { p50: base + 140 } },
  ];
};

/** Times `work` after one unmeasured run; `before` is not counted. */
export const repeat = (work: () => void, before: () => void = () => {}, times = runs): number[] => {
  before();
  work();
  return Array.from({ length: times }, () => {
    before();
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
};

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

const parseAll = (logs: string): void => {
  for (const { path } of findLogs([logs], [])) {
    const text = readFileSync(path, 'utf8');
    // An error for every line of Markdown would cost more than all parsing.
    if (path.endsWith('.jsonl')) for (const line of text.split('\n')) parse(line);
  }
};

const parse = (line: string): void => {
  try {
    JSON.parse(line);
  } catch {
    // A torn line costs its reading.
  }
};
