import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPlace } from './bench-commands.ts';
import { openReplay } from './bench-replay.ts';
import type { Measured } from './figures.ts';

/** An hour of replay at one block a second, as fast as frames come. */
const steps = 3600;
const turns = 10_000;
const mostGrowth = 1.1;

type Memory = { readonly rss: number; readonly heapUsed: number };

/** What the program holds after a collection: at the start of an hour of replay, in its middle, at its end. */
export const benchMemory = async ({ home, env }: BenchPlace): Promise<Measured[]> => {
  const told = join(home, 'memory.json');
  const teller = join(home, 'tell-memory.mjs');
  writeFileSync(
    teller,
    `import { writeFileSync } from 'node:fs';
process.on('SIGUSR2', () => {
  gc();
  writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.memoryUsage()));
});
`,
  );
  const program = await openReplay(home, env, turns, ['--expose-gc', '--import', teller]);
  const seen: Memory[] = [];
  for (let step = 0; step <= steps; step += 1) {
    await program.press('l');
    // The first tenth fills the caches of turns and lines, which are bounded.
    if ([steps / 10, steps / 2, steps].includes(step)) seen.push(await askMemory(program.pid, told));
  }
  await program.leave('\u0003');
  const [start, middle, end] = seen;
  if (!start || !middle || !end) throw new Error('The program told no memory.');
  const growth = end.heapUsed / middle.heapUsed;
  const megabytes = (bytes: number) => [bytes / 1e6];
  return [
    { what: 'heap, start of an hour of replay', unit: 'MB', values: megabytes(start.heapUsed) },
    { what: 'heap, its middle', unit: 'MB', values: megabytes(middle.heapUsed) },
    { what: 'heap, its end', unit: 'MB', values: megabytes(end.heapUsed) },
    { what: 'heap: end over middle', unit: 'x', values: [growth], budget: { p50: mostGrowth } },
    { what: 'all memory, start', unit: 'MB', values: megabytes(start.rss) },
    { what: 'all memory, its middle', unit: 'MB', values: megabytes(middle.rss) },
    { what: 'all memory, end', unit: 'MB', values: megabytes(end.rss) },
  ];
};

const askMemory = async (pid: number, told: string): Promise<Memory> => {
  rmSync(told, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (let tries = 0; tries < 500; tries += 1) {
    await sleep(20);
    try {
      const { rss, heapUsed }: Memory = JSON.parse(readFileSync(told, 'utf8'));
      return { rss, heapUsed };
    } catch {
      // Not written yet, or half.
    }
  }
  throw new Error('The program did not tell its memory.');
};
