import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { build } from 'tsdown';
import { findLogs } from '../files/find-logs.ts';
import { packageRoot } from '../files/package-root.ts';
import type { BenchPlace } from './bench-commands.ts';
import { type Measured, medianOf } from './figures.ts';
import type { TimedLoad } from './load-timed.ts';
import config from './tsdown.config.ts';

const runs = 5;
/** A library as large as the study's takes minutes of processor time to read: once tells enough. */
const manyLogs = 5000;
const goals = { overParsing: 1.3, newest: 500, memory: 300 };
const changed = 20;

/** A cold index, beside bare reading and parsing of the same logs in turns with it; a refresh; what it takes. */
export const benchIndex = async ({ logs, home }: BenchPlace): Promise<Measured[]> => {
  const program = await buildLoader(join(home, 'loader'));
  const index = join(home, 'bench-index.sqlite');
  const load = (): TimedLoad => {
    const done = spawnSync(process.execPath, ['--no-warnings', program, logs, index], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`The load failed: ${done.stderr}`);
    return JSON.parse(done.stdout);
  };
  const forget = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(index + end, { force: true });
  };
  const paths = findLogs([logs], []).map(({ path }) => path);
  const megabytes = paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
  const times = paths.length > manyLogs ? 1 : runs;
  parseAll(paths);
  const parsing: Parsed[] = [];
  const cold: TimedLoad[] = [];
  for (let run = 0; run < times; run += 1) {
    parsing.push(parseAll(paths));
    forget();
    cold.push(load());
  }
  const size = statSync(index).size;
  const warm = Array.from({ length: runs }, load);
  const refreshed = Array.from({ length: runs }, () => {
    makeOld(index);
    return load();
  });
  const text = textIn(index);
  const parsed = medianOf(parsing.map(({ wall }) => wall));
  const parsedCpu = medianOf(parsing.map(({ cpu }) => cpu));
  const words = cold.flatMap(one => one.words ?? []);
  const wordsCpu = cold.flatMap(one => one.wordsCpu ?? []);
  return [
    { what: `bare read and JSON.parse, ${megabytes.toFixed(0)} MB`, values: parsing.map(({ wall }) => wall) },
    {
      what: 'cold: newest 1,000 searchable',
      values: cold.flatMap(one => one.newest ?? []),
      budget: { p50: goals.newest },
    },
    { what: 'cold: all searchable', values: words },
    { what: 'cold: all searchable, MB/s', unit: 'MB/s', values: words.map(ms => (megabytes * 1000) / ms) },
    {
      what: 'cold: all searchable, over parsing',
      unit: 'x',
      values: words.map(ms => ms / parsed),
      budget: { p50: goals.overParsing },
    },
    { what: 'cold: the same in processor time', unit: 'x', values: wordsCpu.map(ms => ms / parsedCpu) },
    { what: 'cold: all pushback known', values: cold.map(({ all }) => all) },
    { what: 'cold: the same over parsing', unit: 'x', values: cold.map(({ all }) => all / parsed) },
    {
      what: 'cold: that in processor time',
      unit: 'x',
      values: cold.map(({ allCpu }) => allCpu / parsedCpu),
    },
    {
      what: 'peak memory while indexing',
      unit: 'MB',
      values: cold.map(({ peakMemory }) => peakMemory / 1e6),
      budget: { p50: goals.memory },
    },
    { what: 'nothing changed, without the screen', values: warm.map(({ all }) => all) },
    { what: `${changed} logs changed`, values: refreshed.map(({ all }) => all) },
    { what: 'index over the text in it', unit: 'x', values: [size / text] },
    { what: 'index over the logs', unit: '%', values: [(100 * size) / (megabytes * 1e6)] },
  ];
};

type Parsed = { readonly wall: number; readonly cpu: number };

/** Reads every log and parses every line, on one thread and for nothing. */
const parseAll = (paths: readonly string[]): Parsed => {
  const [wall, used] = [performance.now(), process.cpuUsage()];
  for (const path of paths) {
    const bytes = readFileSync(path);
    for (let from = 0; from < bytes.length; ) {
      const found = bytes.indexOf(10, from);
      const end = found === -1 ? bytes.length : found;
      parse(bytes.toString('utf8', from, end));
      from = end + 1;
    }
  }
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - wall, cpu: (user + system) / 1000 };
};

const parse = (line: string): void => {
  try {
    JSON.parse(line);
  } catch {
    // A torn line costs its reading.
  }
};

/** As if logs all over the library had changed since: it is the index that is touched, never a log. */
const makeOld = (path: string): void => {
  const database = new DatabaseSync(path);
  database
    .prepare(
      `update session set bytes = bytes - 1 where slot in (
         select slot from (select slot, row_number() over (order by slot) as place, count(*) over () as n from session)
         where place % max(1, n / ?) = 0 limit ?)`,
    )
    .run(changed, changed);
  database.close();
};

const textIn = (path: string): number => {
  const database = new DatabaseSync(path);
  const row = database
    .prepare(
      `select (select sum(octet_length(text)) from turn)
         + coalesce((select sum(octet_length(paths) + octet_length(commands)) from act), 0) as n`,
    )
    .get();
  database.close();
  return Number(row?.n);
};

/** Bundled as the program is, for a worker that is read from source starts late. */
const buildLoader = async (folder: string): Promise<string> => {
  await build({
    ...config,
    config: false,
    entry: {
      'load-timed': join(packageRoot(), 'src/dev/load-timed.ts'),
      'reader-worker': join(packageRoot(), 'src/app/reader-worker.ts'),
    },
    outDir: folder,
    logLevel: 'error',
  });
  return join(folder, 'load-timed.mjs');
};
