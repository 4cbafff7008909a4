import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { type BenchPlace, launcher } from './bench-commands.ts';
import { type Measured, medianOf } from './figures.ts';
import { writeLongSession } from './long-session.ts';
import { startTimed } from './timed-program.ts';

const keys = ['j', 'J', ']', 'd'];
const presses = 200;
/** A frame of a display at 60 Hz. */
const display = 16;
const lengths = { short: 10, long: 10_000 };
const seconds = 5;

/** Keys, playback and rest in a session of 10 and one of 10,000 turns, at 200x50. */
export const benchReplay = async ({ home, env }: BenchPlace): Promise<Measured[]> => {
  const brief = await openReplay(home, env, lengths.short);
  const program = await openReplay(home, env, lengths.long);
  const { short, long } = await pressByTurns(brief, program);
  await brief.leave('\u0003');
  const fresh = await readOn(program);
  const paused = await rest(program);
  const played = await play(program);
  await program.leave('\u0003');
  const list = startTimed([launcher, '--sessions', logsIn(home)], env);
  await list.shows(text => /of \d+ sessions/.test(stripVTControlCharacters(text)));
  await list.settle();
  const idle = await rest(list);
  await list.leave('q');
  const p95 = { p95: display };
  const ratio = medianOf(long.milliseconds) / medianOf(short.milliseconds);
  return [
    { what: 'key to frame, 10 turns', unit: 'ms', values: short.milliseconds, budget: p95 },
    { what: 'key to frame, 10,000 turns', unit: 'ms', values: long.milliseconds, budget: p95 },
    { what: 'key to frame, rows never shown before', unit: 'ms', values: fresh, budget: p95 },
    { what: 'key to frame: long over short', unit: 'x', values: [ratio], budget: { p50: 1.2 } },
    { what: 'written per step, 10,000 turns', unit: 'bytes', values: long.bytes },
    { what: 'frames at 16x, of the pace', unit: 'ms', values: played.gaps },
    { what: 'frames dropped at 16x', unit: '%', values: [played.dropped], budget: { p50: 1 } },
    { what: 'frames drawn while idle', unit: 'frames', values: [idle.frames], budget: { p50: 0 } },
    { what: 'processor while idle', unit: '%', values: idle.cpu, budget: { p50: 1 } },
    { what: 'frames drawn while paused', unit: 'frames', values: [paused.frames], budget: { p50: 0 } },
    { what: 'processor while paused', unit: '%', values: paused.cpu, budget: { p50: 1 } },
  ];
};

type Program = ReturnType<typeof startTimed>;

/** A replay of an invented session, read to its end. */
export const openReplay = async (
  home: string,
  env: BenchPlace['env'],
  turns: number,
  node: readonly string[] = [],
): Promise<Program> => {
  const logs = logsIn(home);
  const path = join(logs, `${turns}-turns.jsonl`);
  writeLongSession(path, turns);
  const program = startTimed([...node, launcher, '--sessions', logs, path], env);
  await program.shows(text => /turn 1\//.test(stripVTControlCharacters(text)));
  await program.settle();
  return program;
};

const logsIn = (home: string): string => {
  const logs = join(home, 'logs');
  mkdirSync(logs, { recursive: true });
  return logs;
};

type Presses = { readonly milliseconds: number[]; readonly bytes: number[] };

/**
 * The same keys in both sessions by turns, so that what else the machine does falls on both. Each is pressed two turns
 * behind one place, where the window is full and can move on: at the end of a short session most keys draw a row or two,
 * and such frames beside whole ones would compare nothing. One place in each, for a session of 10 turns has no rows that
 * were not drawn before.
 */
const pressByTurns = async (brief: Program, program: Program) => {
  const short: Presses = { milliseconds: [], bytes: [] };
  const long: Presses = { milliseconds: [], bytes: [] };
  const sessions = [
    { in: brief, place: 'g', pressed: short },
    { in: program, place: '5', pressed: long },
  ];
  for (let press = 0; press < presses; press += 1)
    for (const { in: session, place, pressed } of sessions) {
      await session.press(place);
      await session.press('J');
      await sleep(20);
      const { milliseconds, bytes } = await session.press(keys[press % keys.length] ?? 'j');
      await sleep(20);
      if (milliseconds === null) continue;
      pressed.milliseconds.push(milliseconds);
      pressed.bytes.push(bytes);
    }
  return { short, long };
};

/** From prompt to prompt: each frame shows a window of rows for the first time. */
const readOn = async (program: Program): Promise<number[]> => {
  await program.press('g');
  const milliseconds: number[] = [];
  for (let press = 0; press < presses; press += 1) {
    const pressed = await program.press('J');
    await sleep(20);
    if (pressed.milliseconds !== null) milliseconds.push(pressed.milliseconds);
  }
  return milliseconds;
};

/** Plays at the highest speed; a gap of two paces is one frame that was dropped. */
const play = async (program: Program) => {
  await program.press('g');
  for (const key of ['i', '>', '>', '>', '>', '>', '>', ' ']) await program.press(key);
  const ends = await program.watch(2 * seconds * 1000);
  await program.press(' ');
  const gaps = ends.slice(1).map((end, at) => end - (ends[at] ?? end));
  const pace = medianOf(gaps);
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / pace) - 1), 0);
  return { gaps, dropped: (100 * dropped) / (gaps.length + dropped) };
};

const rest = async (program: Program) => {
  await program.settle();
  const before = program.cpu();
  const frames = (await program.watch(seconds * 1000)).length;
  const after = program.cpu();
  return { frames, cpu: before === null || after === null ? [] : [(after - before) / (seconds * 10)] };
};
