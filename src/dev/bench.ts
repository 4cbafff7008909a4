/**
 * `npm run bench [-- PATH] [-- --json]`: starts the real program in a pseudo-terminal of 200x50 and times what a person
 * waits for. Medians of five starts; a key counts until the end of the frame that it causes.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';

const root = fileURLToPath(new URL('../..', import.meta.url));
const corpus = fileURLToPath(new URL('../../../shared/corpus/long', import.meta.url));
const named = process.argv.slice(2).find(argument => !argument.startsWith('--'));
const logs = named ?? (existsSync(corpus) ? corpus : 'sessions');
const frameEnd = '\u001b[?2026l';
const starts = 5;
const keys = ['l', 'j', 'J', ']', 'd', 'k'];
const keysPerStart = 60;

const firstFrames: number[] = [];
const keyFrames: number[] = [];
for (let start = 0; start < starts; start += 1) await measure();

const figures = {
  logs: logs === corpus ? 'corpus/long' : 'named logs',
  firstFrame: summarise(firstFrames),
  keyToFrame: summarise(keyFrames),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures, null, 2));
else {
  console.log(`milliseconds, 200x50, ${starts} starts on ${figures.logs}`);
  for (const [name, { n, p50, p95 }] of Object.entries({
    'start to first frame': figures.firstFrame,
    'key to frame in replay': figures.keyToFrame,
  })) {
    console.log(
      `${name.padEnd(24)} n ${String(n).padStart(4)}   p50 ${p50.toFixed(1).padStart(7)}   p95 ${p95.toFixed(1).padStart(7)}`,
    );
  }
}

async function measure(): Promise<void> {
  const begun = performance.now();
  const program = spawn(process.execPath, ['src/launcher.mjs', '--sessions', logs], {
    cols: 200,
    rows: 50,
    cwd: root,
    env: { ...process.env, TERM: 'xterm-256color' },
  });
  firstFrames.push((await nextFrame(program)) - begun);
  await sleep(1500);
  program.write('\r');
  await sleep(500);
  for (let press = 0; press < keysPerStart; press += 1) {
    const pressed = performance.now();
    const drawn = nextFrame(program);
    program.write(keys[press % keys.length] ?? 'j');
    const at = await Promise.race([drawn, sleep(300, null)]);
    // A key at the end of the session changes nothing and draws no frame.
    if (at !== null) keyFrames.push(at - pressed);
    await sleep(20);
  }
  program.kill();
}

function nextFrame(program: ReturnType<typeof spawn>): Promise<number> {
  return new Promise(done => {
    const listener = program.onData(data => {
      if (!data.includes(frameEnd)) return;
      listener.dispose();
      done(performance.now());
    });
  });
}

function summarise(times: number[]): { n: number; p50: number; p95: number } {
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95) };
}
