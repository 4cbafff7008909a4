import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const stageOf = ({ body }: Sent) => body.response_format.json_schema.name;
const start = (home: string, args: readonly string[]) =>
  startCli(['classify', ...args], { home, env: { OPENAI_API_KEY: key } });
const run = (home: string, args: readonly string[]): Promise<Ran> => start(home, args).done;

const samples = ['sessions/claude-code/checkout-currency', 'sessions/specstory/claude-cli'];
const places = (home: string) => [
  ...samples.flatMap(folder => ['--sessions', folder]),
  ...['--store', join(home, 'store')],
];
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

test('--yes without a limit sends nothing where it costs money', async () => {
  server = await startFakeOpenAI(key, answerWell);
  const home = emptyFolder();
  const { code, talk } = await run(home, [...remote(home, server.baseURL), '--yes']);
  expect({ code, sent: server.log.length }).toEqual({ code: 2, sent: 0 });
  expect(talk).toContain('--yes needs a limit');
  expect(talk).toContain('no limit is set');
});

test('a limit in money is refused for a model without a known price, which needs none with --yes', async () => {
  server = await startFakeOpenAI(key, answerWell);
  const home = emptyFolder();
  const own = [...remote(home, server.baseURL).slice(0, -1), 'own-model', '--yes'];
  const limited = await run(home, [...own, '--max-cost', '1']);
  expect(limited).toMatchObject({ code: 2, talk: expect.stringContaining('no price of own-model is known') });
  expect(server.log).toEqual([]);
  expect((await run(home, own)).code).toBe(0);
});

test('a limit that is reached is exit code 5, and the same command with a higher one goes on from there', async () => {
  server = await startFakeOpenAI(key, sent => ({
    kind: 'reply',
    content: answers[stageOf(sent)],
    usage: 4000,
  }));
  const home = emptyFolder();
  const stopped = await run(home, [
    ...remote(home, server.baseURL),
    '--yes',
    '--max-tokens',
    '9500',
    '--json',
  ]);
  expect(stopped.code).toBe(5);
  expect(stopped.talk).toContain('stops at 9500 tokens');
  expect(JSON.parse(stopped.out).error).toMatchObject({
    code: 5,
    message: 'The limit of 9,500 tokens is reached: nothing more was sent.',
  });
  expect(server.log.map(stageOf)).toEqual(['extract', 'validate']);
  const { code, out } = await run(home, [...remote(home, server.baseURL), '--yes', '--max-cost', '1']);
  expect(code).toBe(0);
  expect(out).toContain('M001 Edit Of The Tax Code');
  expect(server.log.map(stageOf)).toEqual(['extract', 'validate', 'annotate']);
});

test('--preview prints the very requests that would go, and sends nothing', async () => {
  server = await startFakeOpenAI(key, answerWell);
  const home = emptyFolder();
  const shown = await run(home, [...remote(home, server.baseURL), '--preview']);
  expect(shown.code).toBe(0);
  expect(server.log).toEqual([]);
  const { endpoint, requests } = JSON.parse(shown.out);
  expect(endpoint).toBe(server.baseURL);
  expect(shown.out).not.toContain(key);
  await run(home, [...remote(home, server.baseURL), '--yes', '--max-cost', '1']);
  expect(requests).toEqual([JSON.parse(server.log[0]?.raw ?? '')]);
});

test('the key may come from a command of the config, and what it prints is never shown', async () => {
  server = await startFakeOpenAI(key, answerWell);
  const home = emptyFolder();
  const config = join(home, 'own.json');
  const program = (keyCommand: string) => {
    writeFileSync(config, JSON.stringify({ openai: { keyCommand, apiKeyEnv: 'NO_SUCH_KEY' } }));
    const args = [...remote(home, server?.baseURL ?? ''), '--config', config, '--yes', '--max-cost', '1'];
    return startCli(['classify', ...args], { home }).done;
  };
  const failed = await program(`echo ${key}; exit 3`);
  expect(failed).toMatchObject({
    code: 2,
    talk: expect.stringContaining('keyCommand of the config ended with 3'),
  });
  const { code, out, talk } = await program(`echo ${key}`);
  expect(code).toBe(0);
  expect(server.log.map(({ authorised }) => authorised)).toEqual([true, true, true]);
  expect(failed.talk + out + talk + storedText(home)).not.toContain(key);
});

test('with --yes the endpoint is asked, and its answer is checked, kept and printed without the key', async () => {
  server = await startFakeOpenAI(key, answerWell);
  const home = emptyFolder();
  const { code, out, talk } = await run(home, [...remote(home, server.baseURL), '--yes', '--max-cost', '1']);
  expect(code).toBe(0);
  expect(out).toContain('M001 Edit Of The Tax Code');
  expect(out).toContain('symptom: Developer Constraint Violation');
  expect(server.log.map(({ authorised }) => authorised)).toEqual([true, true, true]);
  expect(storedText(home)).toContain('Edit Of The Tax Code');
  expect(out + talk + storedText(home)).not.toContain(key);
});

test('--label-turns has every turn labelled by the model, priced beforehand, kept and printed apart', async () => {
  const home = emptyFolder();
  server = await startFakeOpenAI(key, sent =>
    stageOf(sent) === 'label' ? { kind: 'reply', content: labelEach(sent) } : answerWell(sent),
  );
  const args = [...remote(home, server.baseURL), '--label-turns', '--yes', '--max-cost', '1'];
  const { code, out, talk } = await run(home, [...args, '--json']);
  expect(code).toBe(0);
  expect(talk).toMatch(/once more for a label of each of \d+ developer turns/);
  const { turnLabels } = JSON.parse(out);
  expect(turnLabels[0]).toEqual({ turn: 1, class: 'correction', secondary: [], confidence: 'low' });
  expect(storedText(home)).toContain('"turnLabels"');
  const words = await run(home, args);
  expect(words.out).toContain('turns, as gpt-4.1 labels them: 1 correction');
});

/** Every developer turn that is shown is a correction. */
const labelEach = ({ body }: Sent) => ({
  labels: [...(body.messages[1]?.content.matchAll(/^\[TURN (\d+) \| USER\]/gm) ?? [])].map(([, turn]) => ({
    ...{ turn: Number(turn), class: 'correction', secondary: [], confidence: 'low' },
  })),
});

test('an endpoint that refuses the key is exit code 4, and nothing is kept', async () => {
  server = await startFakeOpenAI(key, () => ({ kind: 'status', status: 401 }));
  const home = emptyFolder();
  const { code, out } = await run(home, [
    ...remote(home, server.baseURL),
    '--yes',
    '--max-cost',
    '1',
    '--json',
  ]);
  expect(code).toBe(4);
  expect(JSON.parse(out).error).toMatchObject({ code: 4, nextStep: 'Check the key in OPENAI_API_KEY.' });
  expect(storedText(home)).toBe('');
});

test('a reply that the disk does not take is told, what came before is kept, and the next run pays for the rest', async () => {
  const home = emptyFolder();
  const huge = { ...valid, note: 'a long note '.repeat(500_000) };
  server = await startFakeOpenAI(key, sent =>
    stageOf(sent) === 'validate' && server?.log.length === 2
      ? { kind: 'reply', content: huge }
      : answerWell(sent),
  );
  const args = [...remote(home, server.baseURL), '--yes', '--max-cost', '1'];
  const bounded = await startCli(['classify', ...args], {
    ...{ home, env: { OPENAI_API_KEY: key }, fileBlocks: 4000 },
  }).done;
  expect(bounded.code).toBe(2);
  expect(bounded.talk).toMatch(/A reply cannot be kept: .*EFBIG[\s\S]*Free some space/);
  const replies = readdirSync(join(home, 'store/replies'), { recursive: true, encoding: 'utf8' });
  expect(replies.filter(name => name.includes('.json'))).toHaveLength(1);
  expect((await run(home, args)).code).toBe(0);
  expect(server.log.map(stageOf)).toEqual(['extract', 'validate', 'validate', 'annotate']);
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
  const program = start(home, [...remote(home, server.baseURL), '--yes', '--max-cost', '1']);
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
