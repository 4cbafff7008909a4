/**
 * `npm run picture`: takes the journeys below through the real program on the samples, and writes docs/*.svg from the
 * screens where they end and docs/replay.cast (asciicast v2) from everything that the last of them wrote.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../files/package-root.ts';
import { type OpenTerminal, openTerminal } from './open-terminal.ts';
import { toSvg } from './screen-svg.ts';

/** Keys, what the screen then shows, and how long a viewer looks at it (seconds). */
type Step = { readonly press: string; readonly shows: string | RegExp; readonly look?: number };

const size = { columns: 100, rows: 28 };
const toReplay: readonly Step[] = [
  { press: '', shows: /(\d+) of \1 sessions/, look: 1.5 },
  { press: '/currency', shows: /1 of \d+ sessions/, look: 1 },
  { press: '\r', shows: '(esc clears)', look: 0.5 },
  // Its pushback is counted by then.
  { press: '\r', shows: '↯ 0/', look: 1.5 },
];
const toPushback: readonly Step[] = [{ press: ']', shows: 'turn 3/', look: 3 }];
const journeys: Readonly<Record<string, readonly Step[]>> = {
  'replay.svg': [
    ...toReplay,
    ...toPushback,
    { press: ']', shows: /turn (?!3\/)\d+\// },
    { press: 'kk', shows: '' },
  ],
  'episodes.svg': [
    ...toReplay,
    { press: 'C', shows: '❯ offline' },
    { press: '\r', shows: '· offline ·' },
    { press: 'jj', shows: '' },
  ],
  'search.svg': [
    { press: '', shows: /(\d+) of \1 sessions/ },
    { press: 'S', shows: 'replay at the turn' },
    { press: 'currency', shows: /\d+ turns of/ },
  ],
  'replay.cast': [
    ...toReplay,
    { press: 'l', shows: '', look: 0.8 },
    { press: 'l', shows: '', look: 0.8 },
    ...toPushback,
    { press: 'w', shows: '% that it pushes back', look: 3 },
    { press: 'w', shows: '', look: 1 },
    { press: '{', shows: 'turn 2/', look: 2 },
    { press: 'L', shows: 'not to touch', look: 3 },
    { press: 'L', shows: '', look: 1 },
    { press: 'C', shows: '❯ offline', look: 1 },
    { press: '\r', shows: '· offline ·', look: 3 },
    { press: 'q', shows: 'turn 2/', look: 1 },
  ],
};

const docs = join(packageRoot(), 'docs');
mkdirSync(docs, { recursive: true });
for (const [name, steps] of Object.entries(journeys)) {
  const { svg, cast } = await take(steps);
  writeFileSync(join(docs, name), name.endsWith('.svg') ? svg : cast);
}

/** Takes one step after the other. A recording has the time of its steps, not of this machine. */
async function take(steps: readonly Step[]) {
  const home = mkdtempSync(join(tmpdir(), 'pushback-picture-'));
  const events: (readonly [number, 'o', string])[] = [];
  let clock = 0;
  const program = openTerminal({
    ...size,
    args: [join(packageRoot(), 'src/launcher.mjs'), '--sessions', 'sessions', '--store', home],
    cwd: packageRoot(),
    env: { ...process.env, HOME: home, FORCE_COLOR: '1' },
    onWritten: text => events.push([clock, 'o', text]),
  });
  for (const step of steps) {
    await takeStep(program, step);
    // What comes behind the frame that answers a key, as the colours of code, is drawn by then.
    await sleep(500);
    clock += step.look ?? 0;
  }
  const svg = toSvg(program.terminal);
  program.press('\u0003');
  await program.left();
  rmSync(home, { recursive: true, force: true });
  return { svg, cast: toCast(events) };
}

async function takeStep(program: OpenTerminal, { press, shows }: Step) {
  const before = program.frames();
  if (press !== '') program.press(press);
  await (shows === '' ? program.draws(before, 2000) : program.shows(shows));
}

/** https://docs.asciinema.org/manual/asciicast/v2/ */
function toCast(events: readonly (readonly [number, 'o', string])[]): string {
  const header = {
    ...{ version: 2, width: size.columns, height: size.rows },
    title: 'pushback: where the developer had to push back',
  };
  return `${[header, ...events].map(line => JSON.stringify(line)).join('\n')}\n`;
}
