/**
 * `npm run bench [-- tui|search|large] [-- PATH] [-- --json FILE]`: times what a person waits for, on the built program and
 * real logs; `tui`: what is promised of the screen, `search`: of the index, `large`: of a log of 250 MB, each figure beside
 * its goal. Other budgets are what was measured before
 * the parts were chosen; they came from another hour and, for frames, from Ink alone: compare ratios. Nothing of the
 * real home is read or written.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../files/package-root.ts';
import { type BenchPlace, benchCommands } from './bench-commands.ts';
import { benchIndex } from './bench-index.ts';
import { benchLarge } from './bench-large.ts';
import { benchMemory } from './bench-memory.ts';
import { benchQueries } from './bench-queries.ts';
import { benchReplay } from './bench-replay.ts';
import { benchSearch } from './bench-search.ts';
import { benchStart } from './bench-start.ts';
import { benchTerminal } from './bench-terminal.ts';
import { formatFigures, isOver, type Measured, toFigure } from './figures.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const [first] = positionals;
const which = first === 'tui' || first === 'search' || first === 'large' ? first : 'all';
const [named] = which === 'all' ? positionals : positionals.slice(1);
const corpus = join(packageRoot(), '../shared/corpus');
const logs = resolve(named ?? (existsSync(corpus) ? corpus : join(packageRoot(), 'sessions')));
const home = mkdtempSync(join(tmpdir(), 'pushback-bench-'));
const place: BenchPlace = {
  logs,
  home,
  env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
};
const logsName = named
  ? 'named logs'
  : logs === corpus
    ? 'the corpus'
    : 'the samples, for there is no corpus';
const machine = `Node ${process.versions.node}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} at the start.`;

const methods = {
  all: [
    `Milliseconds, on ${logsName}. ${machine}`,
    'Each is run once unmeasured, so that files and compiled code are warm; then n times measured (keys: 60 in each of 5 starts).',
    'p50 is the median, p95 the nearest rank. A key counts from its writing to the end of the frame that it causes, at 200x50.',
  ],
  tui: [
    `Starts on ${logsName}; keys, playback, memory and rest on invented sessions of 10 and 10,000 turns, at 200x50. ${machine}`,
    'Starts of the list and of a bare Ink program (bundled, launched and cached alike) alternate. A key counts from its writing to the end of its frame.',
    'An hour of replay is 3,600 blocks stepped through; memory is read after a collection, first when the bounded caches are full.',
  ],
  search: [
    `An index of ${logsName}, cold, warm and asked. ${machine}`,
    'Parsing is one thread that reads each log and parses each line; it alternates with the cold loads, whose readers are threads.',
    'Queries are asked of the worker, 20 times each, for the newest 50; ripgrep is a new process for each of three. p50 is the median, p95 the nearest rank.',
  ],
  large: [
    `Replays of invented logs, opened by their path and read to their end, at 200x50. ${machine}`,
    'A log of 50 KB and one of 250 MB are opened by turns, each with no index yet. Memory is the most that the process with its threads ever held.',
    'What was added: a megabyte is written behind the log while it is followed, until its turns show; the log is looked at twice a second.',
  ],
};
const parts: Record<keyof typeof methods, readonly ((place: BenchPlace) => Promise<Measured[]>)[]> = {
  all: [benchCommands, benchTerminal, benchSearch],
  tui: [benchStart, benchReplay, benchMemory],
  search: [benchStart, benchIndex, benchQueries],
  large: [benchLarge],
};

try {
  const measured: Measured[] = [];
  for (const part of parts[which]) measured.push(...(await part(place)));
  const figures = measured.map(toFigure);
  const missed = figures.filter(isOver).map(({ what }) => what);
  const verdict =
    which !== 'all'
      ? ['', missed.length === 0 ? 'Every goal is met.' : `Goals missed: ${missed.join('; ')}.`]
      : [];
  const method = methods[which];
  console.log([...method, '', formatFigures(figures), ...verdict].join('\n'));
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ method, figures, missed }, null, 2)}\n`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
