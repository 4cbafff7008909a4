import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openApp } from '../../src/app/open-app.ts';
import type { ClassifyIo } from '../../src/commands/classify.ts';
import { type BatchFlags, classifyBatch } from '../../src/commands/classify-batch.ts';
import { UserError } from '../../src/errors.ts';
import { type BatchLine, type BatchServer, startFakeBatches } from '../helpers/fake-batch-server.ts';
import { labels, valid, wireCandidate } from '../helpers/invented-dispute.ts';
import { type Ran, startCli } from '../helpers/run-cli.ts';
import { samplesFolder } from '../helpers/samples.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const candidate = wireCandidate('Edit Of The Tax Code', {
  turn: 'TURN 3 | USER',
  quote: 'I told you not to touch the tax code.',
  context: 'The objection.',
});
const contents: Record<string, unknown> = {
  extract: { misalignments: [candidate] },
  validate: valid,
  annotate: labels,
};
const stageOf = (line: BatchLine) => line.body.response_format.json_schema.name;
const completion = (content: unknown) => ({
  model: 'fake-2026',
  choices: [{ finish_reason: 'stop', message: { content: JSON.stringify(content) } }],
  usage: { prompt_tokens: 1000, completion_tokens: 100 },
});
const answerWell = (line: BatchLine) => ({
  custom_id: line.custom_id,
  response: { status_code: 200, body: completion(contents[stageOf(line)]) },
  error: null,
});

let server: BatchServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const samples = ['claude-code/checkout-currency', 'specstory/claude-cli'].map(name =>
  join(samplesFolder, name),
);
const places = (home: string) => [
  ...samples.flatMap(folder => ['--sessions', folder]),
  ...['--store', join(home, 'store')],
];
const program = (home: string, baseURL: string, args: readonly string[]) =>
  startCli(
    ['classify', ...args, ...places(home), '--engine', 'batch', '--base-url', baseURL, '--model', 'gpt-4.1'],
    { home },
  );
/** The command without a process of its own; `baseURL` is the server's unless told. */
const go = async (
  home: string,
  sessions: readonly string[],
  flags: Partial<BatchFlags> = {},
  baseUrl = server?.baseURL,
): Promise<Ran> => {
  const told: Record<'out' | 'talk', string[]> = { out: [], talk: [] };
  const io: ClassifyIo = {
    out: line => told.out.push(line),
    talk: line => told.talk.push(line),
    ...{ confirm: null, status: null, signal: new AbortController().signal },
  };
  const app = openApp({
    ...{ sessions: samples, store: join(home, 'store'), cwd: home, home, env: {} },
    ...{ baseUrl, model: 'gpt-4.1', now: () => new Date() },
  });
  try {
    const unlimited = { cost: null, tokens: null };
    const all = { json: false, folder: null, cancel: false, yes: false, limits: unlimited, ...flags };
    const code = await classifyBatch(app, sessions, all, io);
    return { code, out: told.out.join('\n'), talk: told.talk.join('\n') };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { code: error.code, out: '', talk: [...told.talk, error.message, error.nextStep].join('\n') };
  } finally {
    await app.close();
  }
};
/** The files of sessions; an index of them lies beside. */
const stored = (home: string): string[] => {
  const folder = join(home, 'store/sessions');
  const files = existsSync(folder)
    ? readdirSync(folder).filter(name => /^[0-9a-f]{16}\.json$/.test(name))
    : [];
  return files.map(name => readFileSync(join(folder, name), 'utf8'));
};
const limited = { yes: true, limits: { cost: 5, tokens: null } };

test('a corpus goes through three batches, each call of the program as far as it can, and is kept', async () => {
  server = await startFakeBatches(answerWell);
  const home = emptyFolder();
  const begun = await go(home, ['currency switch', 'worker queue'], limited);
  expect(begun.code).toBe(5);
  expect(begun.talk).toContain('2 sessions in 2 requests, model gpt-4.1');
  expect(begun.talk).toMatch(/all stages about \d{4,} tokens, about \$0\.\d{4} at the price of batches/);
  expect(begun.talk).toMatch(/hidden before sending: \d+ \w+/);
  expect(begun.talk).toContain('stops at $5');
  expect(begun.talk).toContain('The same command looks again');
  expect((await go(home, [])).code).toBe(5);
  expect(server.batches.size).toBe(1);
  for (const batches of [2, 3]) {
    server.finish();
    expect((await go(home, [])).code).toBe(5);
    expect(server.batches.size).toBe(batches);
  }
  server.finish();
  const done = await go(home, [], { json: true });
  expect(done.code).toBe(0);
  expect(JSON.parse(done.out)).toMatchObject({
    state: 'done',
    sessions: 2,
    classified: 2,
    batches: [{ requests: 2 }, { requests: 1 }, { requests: 1 }],
    tokens: 4400,
    cost: expect.closeTo((4000 * 2 + 400 * 8) / 2e6),
  });
  const files = stored(home);
  expect(files).toHaveLength(2);
  expect(files.join()).toContain('Edit Of The Tax Code');
  expect(files.join()).toContain('"engine": "batch"');
  expect(files.join()).toContain('fake-2026');
  expect((await go(home, [])).talk).toContain('No batch is under way');
});

test('nothing is handed over before a yes with a limit, and what would be is in a file that a person can read', async () => {
  server = await startFakeBatches(answerWell);
  const home = emptyFolder();
  const asked = await go(home, ['currency switch']);
  expect(asked.code).toBe(2);
  expect(asked.talk).toContain('Nothing was sent');
  const path = /letter by letter: (\S+)/.exec(asked.talk)?.[1] ?? '';
  expect(readFileSync(path, 'utf8')).toContain('[TURN 3 | USER]');
  expect((await go(home, [], { yes: true })).talk).toContain('--yes needs a limit');
  expect(server.calls).toEqual([]);
  expect((await go(home, [], { yes: true, limits: { cost: 0.0001, tokens: null } })).code).toBe(5);
  expect(server.calls).toEqual([]);
});

test('killed after any call, it sends no batch twice and loses no reply', async () => {
  const deaths = ['POST /files', 'POST /batches', 'GET /batches/ID', 'GET /files/ID/content'];
  const killed: string[] = [];
  let victim: { readonly kill: () => void } | undefined;
  server = await startFakeBatches(answerWell, call => {
    const first = killed.filter(one => one === call).length === 0;
    if (!deaths.includes(call) || !first) return;
    killed.push(call);
    victim?.kill();
  });
  const home = emptyFolder();
  const flags = ['--yes', '--max-cost', '5'];
  let last: Ran = { code: null, out: '', talk: '' };
  for (let calls = 0; calls < 14 && last.code !== 0; calls += 1) {
    const started = program(home, server.baseURL, calls === 0 ? ['currency switch', ...flags] : flags);
    victim = started;
    last = await started.done;
    server.finish();
    expect([null, 0, 5]).toContain(last.code);
  }
  expect(killed).toEqual(deaths);
  expect(last.code).toBe(0);
  expect([...server.batches.values()].map(({ metadata }) => metadata.pushback)).toHaveLength(3);
  expect(stored(home).join()).toContain('Edit Of The Tax Code');
});

test('what comes back without a reply is asked again in a later batch, and after three times is left', async () => {
  server = await startFakeBatches(line =>
    stageOf(line) === 'extract'
      ? {
          custom_id: line.custom_id,
          response: { status_code: 500, body: { error: { message: 'overloaded' } } },
        }
      : answerWell(line),
  );
  const home = emptyFolder();
  let last = await go(home, ['currency switch'], limited);
  for (let times = 0; times < 3; times += 1) {
    expect(last.code).toBe(5);
    server.finish(times === 1 ? 'expired' : 'completed');
    last = await go(home, []);
  }
  expect(server.batches.size).toBe(3);
  expect(last.code).toBe(0);
  expect(last.out).toContain('0 of 1 session classified, 1 without a result');
  expect(last.out).toContain('1 request came back without a reply');
});

test('an endpoint that takes no temperature gets none in the next batch', async () => {
  const bodies: string[] = [];
  server = await startFakeBatches(line => {
    bodies.push(JSON.stringify(line.body));
    if (!JSON.stringify(line.body).includes('"temperature"')) return answerWell(line);
    const body = { error: { message: "Unsupported value: 'temperature'" } };
    return { custom_id: line.custom_id, response: { status_code: 400, body } };
  });
  const home = emptyFolder();
  await go(home, ['currency switch'], limited);
  server.finish();
  await go(home, []);
  server.finish();
  await go(home, []);
  expect(bodies.map(body => body.includes('"temperature"'))).toEqual([true, false]);
});

test('--cancel stops what is under way and forgets the job', async () => {
  server = await startFakeBatches(answerWell);
  const home = emptyFolder();
  await go(home, ['currency switch'], limited);
  const { code, out } = await go(home, [], { cancel: true });
  expect(code).toBe(0);
  expect(out).toContain('cancelled');
  expect([...server.batches.values()].map(({ status }) => status)).toEqual(['cancelled']);
  expect((await go(home, [])).talk).toContain('No batch is under way');
});

/** Works on what lies in a folder and has no replies yet, as vLLM's batch runner does. */
const workOn = (folder: string, answer: (line: BatchLine) => object): void => {
  for (const name of readdirSync(folder)) {
    const out = join(folder, name.replace('.jsonl', '.out.jsonl'));
    if (name.endsWith('.out.jsonl') || existsSync(out)) continue;
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
    writeFileSync(out, lines.map(line => JSON.stringify(answer(JSON.parse(line)))).join('\n'));
  }
};

test('a folder takes the place of a provider, for vLLM’s batch runner', async () => {
  const home = emptyFolder();
  const folder = join(home, 'requests');
  const look = (sessions: readonly string[]) =>
    go(home, sessions, { folder, yes: true }, 'http://localhost:9/v1');
  let last = await look(['currency switch']);
  for (let round = 0; round < 3; round += 1) {
    expect(last.code).toBe(5);
    workOn(folder, line => ({ id: 'vllm-1', ...answerWell(line) }));
    last = await look([]);
  }
  expect(last.code).toBe(0);
  expect(stored(home).join()).toContain('Edit Of The Tax Code');
});

test.each([
  ['a bare text', (said: string) => said],
  ['an object', (said: string) => ({ object: 'error', message: said, code: 400 })],
  ['an object in a frame', (said: string) => ({ error: { message: said, code: 400 } })],
])('a refusal that a batch runner tells in %s changes the next batch', async (_how, tell) => {
  const home = emptyFolder();
  const folder = join(home, 'requests');
  const look = (sessions: readonly string[]) =>
    go(home, sessions, { folder, yes: true }, 'http://localhost:9/v1');
  const seeded: boolean[] = [];
  await look(['currency switch']);
  for (let round = 0; round < 2; round += 1) {
    workOn(folder, line => {
      seeded.push(JSON.stringify(line.body).includes('"seed"'));
      if (!seeded.at(-1)) return answerWell(line);
      const response = { status_code: 400, request_id: 'vllm-batch-1', body: null };
      return { ...{ id: 'vllm-1', custom_id: line.custom_id }, response, error: tell('Unknown field: seed') };
    });
    await look([]);
  }
  expect(seeded).toEqual([true, false]);
});
