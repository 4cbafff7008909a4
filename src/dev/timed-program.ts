import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

/** Ink ends a frame with the end of a synchronised update. */
export const frameEnd = '\u001b[?2026l';
/** No output for so long: the program waits for a key. */
const quiet = 400;
const longestFrame = 1000;

export type Pressed = {
  /** From the key's writing to the end of the frame that it causes; null when it draws none. */
  readonly milliseconds: number | null;
  readonly bytes: number;
};

/** A program in a pseudo-terminal of 200x50, on a stopwatch: nothing reads its screen, for that would cost time too. */
export const startTimed = (args: readonly string[], env: Readonly<Record<string, string | undefined>>) => {
  const begun = performance.now();
  const program = spawn(process.execPath, [...args], {
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
  const ended = new Promise<void>(done => program.onExit(() => done()));
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
    pid: program.pid,
    /** Milliseconds from the start until what was drawn fits. */
    shows: async (fits: (text: string) => boolean): Promise<number> => {
      const took = await until(begun, fits, 60_000);
      if (took === null) throw new Error(`The screen never came: ${stripVTControlCharacters(drawn)}`);
      return took;
    },
    /** Waits until it neither writes nor computes. */
    settle: () => settled(program.pid, () => performance.now() - last >= quiet),
    press: async (key: string): Promise<Pressed> => {
      drawn = '';
      const pressed = performance.now();
      program.write(key);
      const milliseconds = await until(pressed, text => text.includes(frameEnd), longestFrame);
      return { milliseconds, bytes: Buffer.byteLength(drawn) };
    },
    write: (keys: string) => program.write(keys),
    /** When each frame of the next `length` ms ended, in ms. */
    watch: async (length: number): Promise<number[]> => {
      const ends: number[] = [];
      drawn = '';
      heard = () => {
        for (const _ of drawn.matchAll(/\u001b\[\?2026l/g)) ends.push(last);
        drawn = '';
      };
      await sleep(length);
      heard = () => {};
      return ends;
    },
    /** What the whole process has computed so far, in ms; null where the system does not tell. */
    cpu: (): number | null => readCpu(program.pid),
    /** Leaves by a key, as a person does: Node keeps its compiled code at a normal end only. */
    leave: async (key: string) => {
      program.write(key);
      await ended;
    },
    kill: () => program.kill(),
  };
};

/** A clock tick of Linux is 10 ms. */
const tick = 10;

/** Waits until a process computes nothing, and `isQuiet` says so too. */
export const settled = async (pid: number, isQuiet: () => boolean = () => true): Promise<void> => {
  for (;;) {
    const before = readCpu(pid) ?? 0;
    await sleep(quiet);
    if ((readCpu(pid) ?? 0) - before <= 2 * tick && isQuiet()) return;
  }
};

const readCpu = (pid: number): number | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * tick;
  } catch {
    return null;
  }
};
