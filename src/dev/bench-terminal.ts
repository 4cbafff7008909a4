import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { findLogs } from '../files/find-logs.ts';
import { type BenchPlace, launcher } from './bench-commands.ts';
import type { Timed } from './figures.ts';

const runs = 5;
const keys = ['l', 'j', 'J', ']', 'd', 'k'];
const keysPerRun = 60;
/** Ink ends a frame with the end of a synchronised update. */
const frameEnd = '\u001b[?2026l';
/** No output for so long: the program waits for a key. */
const quiet = 400;
const longestFrame = 1000;

/** The screen in a pseudo-terminal of 200x50: the list, and the largest log opened by its path and walked by keys. */
export const benchTerminal = async ({ logs, env }: BenchPlace): Promise<Timed[]> => {
  const largest = findLogs([logs], []).sort((a, b) => b.bytes - a.bytes)[0]?.path ?? logs;
  const firstFrames: number[] = [];
  const firstTurns: number[] = [];
  const keyFrames: number[] = [];
  let still = 0;
  for (let run = 0; run <= runs; run += 1) {
    const list = start(['--sessions', logs], env);
    const frame = await list.shows(text => text.includes(frameEnd));
    await list.settle();
    list.leave();
    const replay = start(['--sessions', logs, largest], env);
    const turn = await replay.shows(text => /turn 1\//.test(stripVTControlCharacters(text)));
    await replay.settle();
    // The first run of each is the warm-up.
    if (run === 0) {
      replay.leave();
      continue;
    }
    firstFrames.push(frame);
    firstTurns.push(turn);
    for (let press = 0; press < keysPerRun; press += 1) {
      const took = await replay.press(keys[press % keys.length] ?? 'j');
      if (took === null) still += 1;
      else keyFrames.push(took);
    }
    replay.leave();
  }
  const megabytes = (statSync(largest).size / 1e6).toFixed(1);
  return [
    { what: 'start to first frame of the list', times: firstFrames, budget: { p50: 80 } },
    {
      what: `start to first turn of the largest log, ${megabytes} MB`,
      times: firstTurns,
      budget: { p50: 80 + 38 },
    },
    {
      what: `key to frame in its replay (${still} drew none)`,
      times: keyFrames,
      budget: { p50: 5.7, p95: 9.2 },
    },
  ];
};

const start = (args: readonly string[], env: BenchPlace['env']) => {
  const begun = performance.now();
  const program = spawn(process.execPath, [launcher, ...args], {
    cols: 200,
    rows: 50,
    env: { ...env, TERM: 'xterm-256color' },
  });
  let drawn = '';
  let last = performance.now();
  let heard = () => {};
  program.onData(data => {
    drawn += data;
    last = performance.now();
    heard();
  });
  /** Milliseconds since `from` until what was drawn fits; null when it never does. */
  const until = (from: number, fits: (text: string) => boolean, longest: number): Promise<number | null> =>
    new Promise(done => {
      const timer = setTimeout(() => done(null), longest);
      heard = () => {
        if (!fits(drawn)) return;
        clearTimeout(timer);
        heard = () => {};
        done(last - from);
      };
    });
  return {
    shows: async (fits: (text: string) => boolean): Promise<number> => {
      const took = await until(begun, fits, 60_000);
      if (took === null) throw new Error(`The screen never came: ${stripVTControlCharacters(drawn)}`);
      return took;
    },
    settle: async () => {
      while (performance.now() - last < quiet) await sleep(50);
    },
    press: async (key: string): Promise<number | null> => {
      drawn = '';
      const pressed = performance.now();
      program.write(key);
      const took = await until(pressed, text => text.includes(frameEnd), longestFrame);
      await sleep(20);
      return took;
    },
    leave: () => program.kill(),
  };
};
