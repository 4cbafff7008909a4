import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsdown';
import { packageRoot } from '../files/package-root.ts';
import { type BenchPlace, launcher } from './bench-commands.ts';
import { type Measured, medianOf } from './figures.ts';
import { frameEnd, startTimed } from './timed-program.ts';
import config from './tsdown.config.ts';

const runs = 11;
/** The whole program may take at most so many times what the least program of Ink takes. */
const mostOverHello = 1.5;

/**
 * Start to first frame of the list as a ratio to a bare Ink program that is bundled, launched and cached the same way.
 * Both run by turns, so that what else the machine does falls on both.
 */
export const benchStart = async ({ logs, home, env }: BenchPlace): Promise<Measured[]> => {
  const hello = await buildHello(join(home, 'hello'));
  const programs = {
    hello: [hello],
    list: [launcher, '--sessions', logs],
  };
  const wall: Record<keyof typeof programs, number[]> = { hello: [], list: [] };
  const cpu: Record<keyof typeof programs, number[]> = { hello: [], list: [] };
  for (let run = 0; run < runs + 2; run += 1)
    for (const name of ['hello', 'list'] as const) {
      const program = startTimed(programs[name], env);
      const took = await program.shows(text => text.includes(frameEnd));
      const computed = program.cpu();
      await program.settle();
      await program.leave('q');
      // The first two write and read the compiled code, and the index.
      if (run < 2) continue;
      wall[name].push(took);
      if (computed !== null) cpu[name].push(computed);
    }
  const ratio = (times: Record<'hello' | 'list', number[]>) => medianOf(times.list) / medianOf(times.hello);
  return [
    { what: 'start to first frame: bare Ink', unit: 'ms', values: wall.hello },
    { what: 'start to first frame: the list', unit: 'ms', values: wall.list },
    {
      what: 'start: the list over bare Ink',
      unit: 'x',
      values: [ratio(wall)],
      budget: { p50: mostOverHello },
    },
    {
      what: 'start: the same in processor time',
      unit: 'x',
      values: [ratio(cpu)],
      budget: { p50: mostOverHello },
    },
  ];
};

/** Bundles the least Ink program as ours is; gives the file that starts it with the compile cache. */
const buildHello = async (folder: string): Promise<string> => {
  mkdirSync(folder, { recursive: true });
  await build({
    ...config,
    config: false,
    entry: { hello: join(packageRoot(), 'src/dev/hello.tsx') },
    outDir: join(folder, 'dist'),
    logLevel: 'error',
  });
  const start = join(folder, 'start.mjs');
  const bundle = pathToFileURL(join(folder, 'dist/hello.mjs'));
  writeFileSync(
    start,
    `const { enableCompileCache } = await import('node:module');\nenableCompileCache();\nawait import('${bundle}');\n`,
  );
  return start;
};
