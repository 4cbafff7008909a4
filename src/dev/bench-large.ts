import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchPlace, launcher } from './bench-commands.ts';
import { type Measured, medianOf } from './figures.ts';
import { type LargeFormat, writeLargeLog } from './large-log.ts';
import { type OpenTerminal, openTerminal } from './open-terminal.ts';
import { settled } from './timed-program.ts';

const megabyte = 1024 * 1024;
const bytes = { small: 50_000, large: 250 * megabyte };
const runs = 5;
/** What a large log may add to the first frame, in ms, and to the memory: half of what it is, in MB. */
const mostLater = 100;
const mostMemory = bytes.large / 2 / 1e6;

/** Opening, reading, going to the end of and following a log of 250 MB, beside one of 50 KB, which is opened by turns. */
export const benchLarge = async (place: BenchPlace): Promise<Measured[]> => [
  ...(await benchFormat(place, 'claude-code')),
  ...(await benchFormat(place, 'codex')),
];

const benchFormat = async ({ home, env }: BenchPlace, format: LargeFormat): Promise<Measured[]> => {
  const logs = {
    small: join(home, `rollout-small-${format}.jsonl`),
    large: join(home, `rollout-${format}.jsonl`),
  };
  writeLargeLog(logs.small, format, bytes.small);
  let next = writeLargeLog(logs.large, format, bytes.large);
  const small: Opened[] = [];
  const large: Opened[] = [];
  const added: number[] = [];
  // The first run of each writes and reads the compiled code.
  for (let run = 0; run <= runs; run += 1) {
    for (const [path, opened] of [
      [logs.small, small],
      [logs.large, large],
    ] as const) {
      rmSync(join(home, 'pushback'), { recursive: true, force: true });
      // Nothing else is loaded beside it.
      const begun = performance.now();
      const program = openTerminal({
        args: [launcher, '--sessions', logs.small, path],
        ...{ columns: 200, rows: 50, cwd: home, env },
      });
      opened.push(await readThrough(program, begun));
      if (path === logs.large) {
        program.press('f');
        await program.shows('following');
        const [known, written] = [turnsIn(program), performance.now()];
        next = writeLargeLog(path, format, megabyte, next);
        await program.until(() => (turnsIn(program) ?? 0) > (known ?? 0), longest);
        added.push(performance.now() - written);
      }
      program.press('\u0003');
      await program.left();
    }
  }
  rmSync(logs.large);
  const of = (opened: readonly Opened[], figure: keyof Opened) => opened.slice(1).map(one => one[figure]);
  const more = (figure: keyof Opened) => medianOf(of(large, figure)) - medianOf(of(small, figure));
  return [
    { what: `${format}: start to first frame, 50 KB`, values: of(small, 'first') },
    { what: `${format}: start to first frame, 250 MB`, values: of(large, 'first') },
    { what: `${format}: later by`, values: [more('first')], budget: { p50: mostLater } },
    { what: `${format}: all turns known, 250 MB`, values: of(large, 'known') },
    { what: `${format}: key to the end of it`, values: of(large, 'toEnd'), budget: { p95: 100 } },
    { what: `${format}: what was added shows`, values: added.slice(1) },
    { what: `${format}: peak memory, 50 KB`, unit: 'MB', values: of(small, 'peak') },
    { what: `${format}: peak memory, 250 MB`, unit: 'MB', values: of(large, 'peak') },
    { what: `${format}: more memory by`, unit: 'MB', values: [more('peak')], budget: { p50: mostMemory } },
  ];
};

/** In ms, and MB. */
type Opened = {
  readonly first: number;
  readonly known: number;
  readonly toEnd: number;
  readonly peak: number;
};

/** Opens a log, goes to its end as soon as that is known, and waits until nothing more is done. */
const readThrough = async (program: OpenTerminal, begun: number): Promise<Opened> => {
  const since = (from: number) => performance.now() - from;
  await program.shows(/turn 1\//);
  const first = since(begun);
  await program.until(() => turnsIn(program) !== null, longest);
  const [known, pressed] = [since(begun), performance.now()];
  program.press('G');
  await program.shows(/turn (\d+)\/\1\b/);
  const toEnd = since(pressed);
  await settled(program.pid);
  return { first, known, toEnd, peak: peakOf(program.pid) };
};

const longest = 60_000;

/** How many turns the screen says that there are; null while more are being read. */
const turnsIn = (program: OpenTerminal): number | null => {
  const [, turns, isMore] = /turn \d+\/(\d+)(…?)/.exec(program.screen()) ?? [];
  return turns === undefined || isMore ? null : Number(turns);
};

/** Of the whole process with its threads, since its start. */
const peakOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024) / 1e6;
};
