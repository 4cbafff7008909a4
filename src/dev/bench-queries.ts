import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { openApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { type BenchPlace, launcher } from './bench-commands.ts';
import { timesTo, typed } from './bench-search.ts';
import type { Measured } from './figures.ts';
import { startTimed } from './timed-program.ts';

const words = ['function', 'database', 'component', 'configuration', 'validate'];
const letters = [1, 2, 3, 4, 5, 6, 7, 8];
const soon = { p95: 5 };
const ever = { p95: 16 };
const groups: readonly { what: string; queries: readonly string[]; budget: Measured['budget'] }[] = [
  { what: 'rare words', queries: ['zephyrine ', 'quokka ', 'palimpsest '], budget: soon },
  { what: 'common words', queries: ['the ', 'file ', 'error '], budget: soon },
  ...letters.map(length => ({
    what: `prefix of ${length}`,
    queries: typed(words, length, length),
    budget: length < 3 ? ever : soon,
  })),
  { what: 'phrases', queries: ['"the file" ', '"in the " ', '"return the value" '], budget: soon },
  { what: 'substrings', queries: ['user_id', 'foo.bar', '->'], budget: ever },
  { what: 'substrings that nothing holds', queries: ['<=>~', '登录'], budget: ever },
  {
    what: 'filtered',
    queries: ['agent:claude error', 'in:developer file', 'has:pushback test', 'after:2026 the '],
    budget: soon,
  },
];
const runs = 5;

/** Key to the first results in the worker of the program, each query twenty times; ripgrep as a new process beside it. */
export const benchQueries = async ({ logs, home, env }: BenchPlace): Promise<Measured[]> => {
  const app = openApp({ sessions: [logs], store: home, cwd: home, home, env, now: () => new Date() });
  const { sessions } = await app.library();
  const timed: Measured[] = [];
  const whole: number[] = [];
  for (const { what, queries, budget } of groups) {
    const times = await timesTo(app, queries);
    timed.push({ what: `query: ${what}`, budget, values: times.first });
    whole.push(...times.counted);
  }
  timed.push({ what: 'all of these, until 10,000 are counted', values: whole });
  await app.close();
  const counted = await benchList(logs, env, sessions.length);
  return [...timed, ...ripgrep(logs), ...counted];
};

/** The words that a person may look for over the raw logs; nothing where ripgrep is not installed. */
const ripgrep = (logs: string): Measured[] => {
  const search = (word: string): number => {
    const from = performance.now();
    spawnSync('rg', ['--files-with-matches', '--ignore-case', '--no-ignore', '--hidden', word, logs]);
    return performance.now() - from;
  };
  if (spawnSync('rg', ['--version']).error) return [{ what: 'ripgrep (not installed)', values: [] }];
  search('warm');
  const values = ['zephyrine', 'database', 'return the value'].flatMap(word =>
    Array.from({ length: runs }, () => search(word)),
  );
  return [{ what: 'ripgrep over the logs, a new process', values }];
};

/** The list in a terminal, from an index that knows every log: whole, then a key of a search, then at rest. */
const benchList = async (logs: string, env: BenchPlace['env'], sessions: number): Promise<Measured[]> => {
  const whole: number[] = [];
  const idle: number[] = [];
  const keys: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const list = startTimed([launcher, '--sessions', logs], env);
    const took = await list.shows(text =>
      stripVTControlCharacters(text).includes(`${sessions} of ${countOf(sessions, 'session')}`),
    );
    await list.settle();
    if (run > 0) {
      whole.push(took);
      idle.push(memoryOf(list.pid));
      await list.press('S');
      for (const key of 'database') {
        const { milliseconds } = await list.press(key);
        await list.settle();
        if (milliseconds !== null) keys.push(milliseconds);
      }
    }
    list.kill();
  }
  return [
    { what: 'warm start to all sessions listed', values: whole },
    { what: 'search: key to frame', values: keys, budget: { p95: 40 } },
    { what: 'memory at rest with the list', unit: 'MB', values: idle, budget: { p50: 150 } },
  ];
};

const memoryOf = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
};
