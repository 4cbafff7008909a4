import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { findLogs } from '../files/find-logs.ts';
import { type BenchPlace, launcher } from './bench-commands.ts';
import type { Measured } from './figures.ts';
import { frameEnd, startTimed } from './timed-program.ts';

const runs = 5;
const keys = ['l', 'j', 'J', ']', 'd', 'k'];
const keysPerRun = 60;

/** The screen in a pseudo-terminal of 200x50: the list, and the largest log opened by its path and walked by keys. */
export const benchTerminal = async ({ logs, env }: BenchPlace): Promise<Measured[]> => {
  const largest = findLogs([logs], []).sort((a, b) => b.bytes - a.bytes)[0]?.path ?? logs;
  const firstFrames: number[] = [];
  const firstTurns: number[] = [];
  const keyFrames: number[] = [];
  let still = 0;
  for (let run = 0; run <= runs; run += 1) {
    const list = startTimed([launcher, '--sessions', logs], env);
    const frame = await list.shows(text => text.includes(frameEnd));
    await list.settle();
    list.kill();
    const replay = startTimed([launcher, '--sessions', logs, largest], env);
    const turn = await replay.shows(text => /turn 1\//.test(stripVTControlCharacters(text)));
    await replay.settle();
    // The first run of each is the warm-up.
    if (run === 0) {
      replay.kill();
      continue;
    }
    firstFrames.push(frame);
    firstTurns.push(turn);
    for (let press = 0; press < keysPerRun; press += 1) {
      const { milliseconds } = await replay.press(keys[press % keys.length] ?? 'j');
      await sleep(20);
      if (milliseconds === null) still += 1;
      else keyFrames.push(milliseconds);
    }
    replay.kill();
  }
  const megabytes = (statSync(largest).size / 1e6).toFixed(1);
  return [
    { what: 'start to first frame of the list', values: firstFrames, budget: { p50: 80 } },
    {
      what: `start to first turn of the largest log, ${megabytes} MB`,
      values: firstTurns,
      budget: { p50: 80 + 38 },
    },
    {
      what: `key to frame in its replay (${still} drew none)`,
      values: keyFrames,
      budget: { p50: 5.7, p95: 9.2 },
    },
  ];
};
