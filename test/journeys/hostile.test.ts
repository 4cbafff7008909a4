import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText, payloads, poison, poisonStored } from '../helpers/hostile-text.ts';
import { openProgram, sizes } from '../helpers/open-program.ts';
import { runCli } from '../helpers/run-cli.ts';
import { samples } from '../helpers/samples.ts';
import { strayTraffic } from '../helpers/terminal-traffic.ts';
import { emptyFolder } from '../helpers/write-log.ts';

/** Each sample so many times, each time with other text in every field. `HOSTILE_RUNS` asks for more, by hand. */
const copies = Math.ceil(Number(process.env.HOSTILE_RUNS ?? 30) / samples.length);

const createHostile = (): (() => string) => {
  const texts = fc.sample(hostileText, { numRuns: 5000, seed: 20_261_124 });
  let at = 0;
  return () => {
    at += 1;
    return (at % 3 === 0 ? payloads[at % payloads.length] : texts[at % texts.length]) ?? '';
  };
};

/** Where every field of every log is hostile, the names of files and folders too. */
const writeHostileLogs = (): string => {
  const folder = join(emptyFolder(), 'logs\u001b]0;pwned\u0007\u202e');
  const hostile = createHostile();
  for (let copy = 0; copy < copies; copy += 1)
    for (const { name, text } of samples) {
      const path = join(folder, `${copy}\u001b[2J\u202e\u200b`, apart(name, copy));
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, apart(poison(text, hostile), copy));
    }
  return folder;
};
/** Other ids for every copy, so that each is a session of its own. */
const apart = (text: string, copy: number): string =>
  text.replace(/(?<![0-9a-f])[0-9a-f]{4}(?=[0-9a-f]{4}-[0-9a-f]{4}-)/g, start =>
    ((Number.parseInt(start, 16) + copy * 257) % 65_536).toString(16).padStart(4, '0'),
  );

const folder = writeHostileLogs();
const home = emptyFolder();
const args = ['--sessions', folder, '--store', join(home, 'store')];

test.each([
  ['list'],
  ['show', 'currency'],
  ['find', 'currency'],
  ['find', '--pushback', 'the'],
  ['moments'],
  ['doctor'],
  ['classify', '--engine', 'offline'],
])('%s prints nothing of it raw, as text and as JSON', async (...command) => {
  const session = ['show', 'classify'].includes(command[0] ?? '') ? [anyId()] : [];
  const words = command[0] === 'show' ? ['show'] : command;
  for (const json of [[], ['--json']]) {
    const { code, out, talk } = runCli([...words, ...session, ...args, ...json], { home });
    expect({ code, talk: code === 0 ? '' : talk }).toEqual({ code: 0, talk: '' });
    expect(out.length).toBeGreaterThan(20);
    expect(strayTraffic(out)).toEqual([]);
    expect(strayTraffic(talk)).toEqual([]);
  }
});

test('what is not found or not read is told without it', () => {
  for (const words of [
    ['show', 'no\u001b]0;pwned\u0007such\u202e'],
    ['find', 'nothing\u001b[2Jat\u200ball'],
    ['list', '--sessions', '/no\u001b[31m\u202ewhere'],
  ]) {
    const { out, talk } = runCli([...words, ...args], { home });
    expect(strayTraffic(out + talk)).toEqual([]);
  }
});

test.each(sizes)('no screen lets any of it through at %ix%i', async (columns, rows) => {
  const program = openProgram({ columns, rows, home, args, joinedPictures: true, mayQuoteErrors: true });
  const walk = async (keys: readonly string[]) => {
    for (const key of keys) {
      const before = program.frames();
      program.press(key);
      await program.draws(before, 60);
    }
  };
  await program.shows(/^pushback \d+ of \d+ sessions(?!.*reading)/m);
  await walk([...'ddGg/cu', '\r', esc]);
  for (let session = 0; session < 4; session += 1) {
    await walk([...'jjj']);
    // An escape that a busy machine hands on together with the next key takes that one with it.
    for (let tries = 0; tries < 20 && isList(program.lines()); tries += 1) {
      program.press('\r');
      await program.until(() => !isList(program.lines()), 2000);
    }
    expect(isList(program.lines())).toBe(false);
    await walk([...'tTdJd]wLJdLGuv/the', '\r', ...'n?x', esc]);
    for (let tries = 0; tries < 5 && !isList(program.lines()); tries += 1) await walk([esc]);
    expect(program.lines()[0]).toMatch(/^pushback/);
  }
  await walk(['S', ...'the ', down, down]);
  program.press('\u0003');
  expect(await program.left()).toEqual({ code: 0, signal: 0 });
  program.isSound();
});

test.each(sizes)(
  'no screen of what is kept lets through what a model or a person wrote at %ix%i',
  async (columns, rows) => {
    const home = emptyFolder();
    const args = ['--sessions', 'sessions', '--store', join(home, 'store')];
    expect(runCli(['classify', '5c1e0a74', ...args], { home }).code).toBe(0);
    poisonStore(join(home, 'store'));
    const program = openProgram({ columns, rows, home, args, joinedPictures: true, mayQuoteErrors: true });
    await program.shows(/^pushback \d+ of \d+ sessions(?!.*reading)/m);
    const walk = async (title: RegExp, keys: readonly string[]) => {
      for (const key of keys) {
        const before = program.frames();
        program.press(key);
        // Read together with the next key an escape would be another one.
        await program.draws(before, key === esc ? 2000 : 60);
      }
      await program.shows(title);
    };
    await walk(/^◆ episode 1\//, [...'/faster verify', '\r', 'C']);
    await walk(/^◆ /, [...'ddj}d}dadRj', esc, 's', esc, ...'nx', esc, ...'Dd', 'q', ...'v?', esc]);
    await walk(/^pushback/, ['q', esc]);
    await walk(/^◆ \d+ episodes? to review/, ['Q', ...'dj}dA', 'q']);
    await walk(/^pushback/, ['q']);
    await walk(/^↯ /, ['M', ...'djbjp']);
    await walk(/^pushback/, ['q']);
    await walk(/^report/, ['R', ...'d]d]']);
    await walk(/^pushback/, ['q']);
    await walk(/^rules/, ['L', ...'jd]]a']);
    await walk(/^pushback/, ['q']);
    await walk(/^search /, ['S', '\u000f', '\u000f', '\u000f']);
    await walk(/^:/, ['\u0010', ...'clear', down]);
    program.press('\u0003');
    expect(await program.left()).toEqual({ code: 0, signal: 0 });
    program.isSound();
  },
);

/** Two runs of a session, a word on an episode and queries of before, all of them hostile. */
function poisonStore(store: string): void {
  const hostile = createHostile();
  const [path = ''] = globSync(join(store, 'sessions', '????????????????.json'));
  const { runs, ...kept } = JSON.parse(readFileSync(path, 'utf8'));
  const [first] = runs;
  const asked = { ...first, run: { ...first.run, engine: 'openai', model: 'gpt' } };
  writeFileSync(path, JSON.stringify(poisonStored({ ...kept, runs: [asked, first] }, hostile)));
  writeFileSync(join(store, 'queries.json'), JSON.stringify({ queries: [hostile(), hostile(), hostile()] }));
}

const [esc, down] = ['\u001b', '\u001b[B'];
const isList = (lines: readonly string[]) => /^pushback \d+/.test(lines[0] ?? '');

function anyId(): string {
  const { out } = runCli(['list', ...args, '--json'], { home });
  const { sessions }: { sessions: readonly { id: string; toolCalls: number; pushbacks: number }[] } =
    JSON.parse(out);
  return sessions.toSorted((a, b) => b.toolCalls - a.toolCalls)[0]?.id ?? '';
}
