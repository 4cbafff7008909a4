/**
 * `npm run bench [-- PATH] [-- --json FILE]`: times what a person waits for, on the built program and real logs.
 * Figures beside ours are those of the measurements before the parts were chosen; they came from another hour and, for
 * frames, from Ink alone: compare ratios. Nothing of the real home is read or written.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../files/package-root.ts';
import { benchCommands } from './bench-commands.ts';
import { benchSearch } from './bench-search.ts';
import { benchTerminal } from './bench-terminal.ts';
import { formatFigures, toFigure } from './figures.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const corpus = join(packageRoot(), '../shared/corpus');
const logs = resolve(positionals[0] ?? (existsSync(corpus) ? corpus : join(packageRoot(), 'sessions')));
const home = mkdtempSync(join(tmpdir(), 'pushback-bench-'));
const place = {
  logs,
  home,
  env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
};

const method = [
  `Milliseconds, on ${logs === corpus ? 'the corpus' : 'named logs'}. Node ${process.versions.node}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} at the start.`,
  'Each is run once unmeasured, so that files and compiled code are warm; then n times measured (keys: 60 in each of 5 starts).',
  'p50 is the median, p95 the nearest rank. A key counts from its writing to the end of the frame that it causes, at 200x50.',
];
try {
  const timed = [
    ...(await benchCommands(place)),
    ...(await benchTerminal(place)),
    ...(await benchSearch(place)),
  ];
  const figures = timed.map(toFigure);
  console.log([...method, '', formatFigures(figures)].join('\n'));
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ method, figures }, null, 2)}\n`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
