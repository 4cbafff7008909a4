import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type FakeServer, type Sent, type Step, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import { labels, valid, wireCandidate } from '../helpers/invented-dispute.ts';
import { type Ran, startCli } from '../helpers/run-cli.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const key = 'sk-proj-Invented0Key0For0Tests';

const candidate = wireCandidate('Edit Of The Tax Code', {
  turn: 'TURN 3 | USER',
  quote: 'I told you not to touch the tax code.',
  context: 'The objection.',
});
const answers: Record<string, unknown> = {
  extract: { misalignments: [candidate] },
  validate: valid,
  annotate: labels,
};
const answerWell = ({ body }: Sent): Step => ({
  kind: 'reply',
  content: answers[body.response_format.json_schema.name],
});

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const start = (home: string, args: readonly string[]) =>
  startCli(['classify', ...args], { home, env: { OPENAI_API_KEY: key } });
const run = (home: string, args: readonly string[]): Promise<Ran> => start(home, args).done;

const places = (home: string) => ['--sessions', 'sessions', '--store', join(home, 'store')];
const remote = (home: string, baseURL: string) => [
  'currency switch',
  ...places(home),
  ...['--engine', 'openai', '--base-url', baseURL, '--model', 'gpt-4.1'],
];
const storedText = (home: string): string => {
  const folder = join(home, 'store/sessions');
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
};

test('offline, classify prints the pinned object and keeps it', async () => {
  const home = emptyFolder();
  const { code, out } = await run(home, ['currency switch', '--json', ...places(home)]);
  expect(code).toBe(0);
  const { session, run: pass, episodes, rejected } = JSON.parse(out);
  expect(session).toBe('claude-code:b0ca5f7f-b5b2-4dfd-a51e-d6afa5eb9c3f');
  expect(Object.keys(pass)).toEqual(
    expect.arrayContaining(['engine', 'model', 'promptHashes', 'startedAt', 'endedAt', 'usage', 'cost']),
  );
  expect(rejected.filter((one: object) => !('candidate' in one && 'reason' in one))).toEqual([]);
  expect(Object.keys(episodes[0])).toEqual([
    'id',
    'session',
    'name',
    'description',
    'goal',
    'confidence',
    'evidence',
    'onset',
    'pushback',
    'resolvedAt',
    'verdict',
    'annotation',
    'span',
    'review',
  ]);
  expect(storedText(home)).toContain(episodes[0].name);
});

test('several sessions come as one object', async () => {
  const home = emptyFolder();
  const { out } = await run(home, ['currency switch', 'worker queue', '--json', ...places(home)]);
  const { classifications } = JSON.parse(out);
  expect(classifications.map(({ run: { engine } }: { run: { engine: string } }) => engine)).toEqual([
    'offline',
    'offline',
  ]);
});

test('without a terminal nothing is sent before a --yes, and what would be sent is told', async () => {
  server = await startFakeOpenAI(key, answerWell);
  const home = emptyFolder();
  const { code, out, talk } = await run(home, remote(home, server.baseURL));
  expect({ code, out, sent: server.log.length }).toEqual({ code: 2, out: '', sent: 0 });
  expect(talk).toContain(`to ${server.baseURL}, model gpt-4.1`);
  expect(talk).toMatch(/about \d+ tokens, about \$0\.\d+/);
  expect(talk).toContain('hidden before sending: 1 user');
  expect(talk).toContain('add --yes');
});

test('with --yes the endpoint is asked, and its answer is checked, kept and printed without the key', async () => {
  server = await startFakeOpenAI(key, answerWell);
  const home = emptyFolder();
  const { code, out, talk } = await run(home, [...remote(home, server.baseURL), '--yes']);
  expect(code).toBe(0);
  expect(out).toContain('M001 Edit Of The Tax Code');
  expect(out).toContain('symptom: Developer Constraint Violation');
  expect(server.log.map(({ authorised }) => authorised)).toEqual([true, true, true]);
  expect(storedText(home)).toContain('Edit Of The Tax Code');
  expect(out + talk + storedText(home)).not.toContain(key);
});

test('an endpoint that refuses the key is exit code 4, and nothing is kept', async () => {
  server = await startFakeOpenAI(key, () => ({ kind: 'status', status: 401 }));
  const home = emptyFolder();
  const { code, out } = await run(home, [...remote(home, server.baseURL), '--yes', '--json']);
  expect(code).toBe(4);
  expect(JSON.parse(out).error).toMatchObject({ code: 4, nextStep: 'Check the key in OPENAI_API_KEY.' });
  expect(storedText(home)).toBe('');
});

test('ctrl-c stops a run, keeps what it found, and is exit code 130', async () => {
  const second = wireCandidate('Claim That Did Not Hold', {
    turn: 'TURN 7 | USER',
    quote: 'Did you actually run them?',
    context: 'The doubt.',
  });
  let verdicts = 0;
  server = await startFakeOpenAI(key, sent => {
    const { name } = sent.body.response_format.json_schema;
    if (name === 'extract') return { kind: 'reply', content: { misalignments: [candidate, second] } };
    if (name === 'validate') {
      verdicts += 1;
      if (verdicts === 2) return { kind: 'hang' };
    }
    return answerWell(sent);
  });
  const home = emptyFolder();
  const program = start(home, [...remote(home, server.baseURL), '--yes']);
  const hasLabels = () =>
    server?.log.some(({ body }) => body.response_format.json_schema.name === 'annotate');
  while (!hasLabels()) await new Promise(later => setTimeout(later, 20));
  await new Promise(later => setTimeout(later, 200));
  program.interrupt();
  const { code, out, talk } = await program.done;
  expect(code).toBe(130);
  expect(talk).toContain('what was found until then is kept');
  expect(out).toContain('M001 Edit Of The Tax Code');
  expect(storedText(home)).toContain('"outcome": "cancelled"');
});
