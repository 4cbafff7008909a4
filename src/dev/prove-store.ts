/**
 * `node src/dev/prove-store.ts kills 1000` kills so many processes with -9 while they save, and `pair 60` lets two
 * processes save to one file for so many seconds. Both then look for everything that was told to be saved.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStore } from '../store/open-store.ts';
import { seededRandom } from './random.ts';

export type Proof = {
  /** Saves that were told to be done. */
  readonly saved: number;
  /** Of those, the ones that the store does not hold. */
  readonly lost: readonly string[];
  /** Files that could not be read. */
  readonly torn: number;
  /** Kills that hit a process while it held the lock or a half-written file stood there. */
  readonly inMidSave: number;
};

/** The files are spread over so many sessions, so that each meets many kills and stays small enough to check. */
const sessions = 40;

export const proveKills = async (kills: number): Promise<Proof> => {
  const random = seededRandom(kills);
  return inFolder(async dir => {
    const told: Told[] = [];
    let inMidSave = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const session = `proof:${kill % sessions}`;
      const { acks } = await startWriter(dir, session, `k${kill}`, Date.now() + 60_000, random() * 120);
      told.push({ session, acks });
      if (releaseLeftovers(dir)) inMidSave += 1;
    }
    return { ...check(dir, told), inMidSave };
  });
};

export const provePair = async (seconds: number): Promise<Proof> =>
  inFolder(async dir => {
    const until = Date.now() + seconds * 1000;
    const writers = ['a', 'b'].map(name => startWriter(dir, 'proof:pair', name, until, null));
    const told = (await Promise.all(writers)).map(({ acks }) => ({ session: 'proof:pair', acks }));
    return { ...check(dir, told), inMidSave: 0 };
  });

type Told = { readonly session: string; readonly acks: readonly string[] };

const writer = fileURLToPath(new URL('./store-writer.ts', import.meta.url));

/** Runs a writer until it ends, or kills it so many milliseconds after its first save. */
const startWriter = async (
  dir: string,
  session: string,
  name: string,
  until: number,
  killAfter: number | null,
): Promise<{ acks: string[] }> => {
  const child = spawn(process.execPath, ['--no-warnings', writer, dir, session, name, String(until)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  let isDoomed = false;
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    out += chunk;
    if (killAfter === null || isDoomed) continue;
    isDoomed = true;
    void wait(killAfter).then(() => child.kill('SIGKILL'));
  }
  return { acks: out.split('\n').slice(0, -1) };
};

/** A lock of the dead would be waited for, ten seconds each: it is made to look that old. Says whether there was one. */
const releaseLeftovers = (dir: string): boolean => {
  const folder = join(dir, 'sessions');
  const left = readdirSync(folder).filter(name => /\.(lock|tmp)$/.test(name));
  for (const name of left) if (name.endsWith('.lock')) utimesSync(join(folder, name), 0, 0);
  return left.length > 0;
};

const check = (dir: string, told: readonly Told[]): Omit<Proof, 'inMidSave'> => {
  const store = openStore(dir);
  const kept = new Map(
    [...new Set(told.map(({ session }) => session))].map(session => [
      session,
      keptOf(store.history(session)),
    ]),
  );
  const all = told.flatMap(({ session, acks }) => acks.map(ack => ({ session, ack })));
  return {
    saved: all.length,
    lost: all
      .filter(({ session, ack }) => !kept.get(session)?.has(ack))
      .map(({ session, ack }) => `${session} ${ack}`),
    torn: store.problems().length,
  };
};

/** What a writer would have printed for all that stands on file. */
const keptOf = (history: ReturnType<ReturnType<typeof openStore>['history']>): Set<string> =>
  new Set(
    history.flatMap(({ run, episodes }) => {
      const isReviewed = episodes.every(({ review }) => review?.note === run.engine);
      return [`run ${run.engine}`, ...(isReviewed ? [`reviews ${run.engine}`] : [])];
    }),
  );

const inFolder = async <Result>(use: (dir: string) => Promise<Result>): Promise<Result> => {
  const dir = mkdtempSync(join(tmpdir(), 'pushback-proof-'));
  try {
    return await use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, count = ''] = process.argv.slice(2);
  const begun = performance.now();
  const proof = await (what === 'pair' ? provePair(Number(count || 60)) : proveKills(Number(count || 1000)));
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `${what ?? 'kills'} ${count}: ${proof.saved} saves, ${proof.lost.length} lost, ${proof.torn} torn, ${proof.inMidSave} killed in mid-save, ${seconds} s`,
  );
  for (const one of proof.lost) console.log(`  lost: ${one}`);
  if (proof.lost.length + proof.torn > 0) process.exitCode = 1;
}
