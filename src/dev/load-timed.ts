// Started by the bench, bundled, as a process of its own: loads a library and tells when what was done.
// node load-timed.mjs LOGS INDEX
import { loadLibrary } from '../app/load-library.ts';

/** Milliseconds since the start of the program, and processor time of all its threads; memory in bytes. */
export type TimedLoad = {
  readonly newest: number | null;
  readonly words: number | null;
  readonly wordsCpu: number | null;
  readonly all: number;
  readonly allCpu: number;
  readonly peakMemory: number;
  readonly sessions: number;
};

const newest = 1000;
const [roots = '', index = ''] = process.argv.slice(2);
const cpu = () => Object.values(process.cpuUsage()).reduce((sum, part) => sum + part, 0) / 1000;
const paths = new Set<string>();
let at: { newest?: number; words?: number; wordsCpu?: number } = {};
const job = { roots: [roots], index, program: 'bench', glance: true, told: [] };
for await (const event of loadLibrary(job))
  for (const one of event) {
    if (one.kind === 'sessions') for (const { head } of one.sessions) paths.add(head.path);
    if (one.kind === 'gone') for (const path of one.paths) paths.delete(path);
    if (one.kind !== 'progress' || one.of !== 'words') continue;
    if (one.done >= Math.min(newest, one.total)) at = { newest: performance.now(), ...at };
    if (one.done >= one.total) at = { words: performance.now(), wordsCpu: cpu(), ...at };
  }
console.log(
  JSON.stringify({
    newest: at.newest ?? null,
    words: at.words ?? null,
    wordsCpu: at.wordsCpu ?? null,
    all: performance.now(),
    allCpu: cpu(),
    peakMemory: process.resourceUsage().maxRSS * 1024,
    sessions: paths.size,
  } satisfies TimedLoad),
);
