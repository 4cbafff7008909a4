import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createOpenAIEngine, type OpenAIEngineOptions } from '../../src/classify/engines/openai.ts';
import { runStages } from '../../src/classify/run-stages.ts';
import { openReplyStore } from '../../src/store/reply-store.ts';
import { type FakeServer, type Sent, type Step, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import {
  dispute,
  labels,
  secret,
  touched,
  touchedClaims,
  valid,
  wireCandidate,
} from '../helpers/invented-dispute.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const promptFolder = resolve(import.meta.dirname, '../../config/prompts');
const never = new AbortController().signal;
let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const stageOf = ({ body }: Sent) => body.response_format.json_schema.name;
const second = wireCandidate('Second Fault', ...touchedClaims);
const contents: Record<string, unknown> = {
  extract: { misalignments: [touched, second] },
  validate: valid,
  annotate: labels,
};
const answerWell = (sent: Sent): Extract<Step, { kind: 'reply' }> => ({
  kind: 'reply',
  content: contents[stageOf(sent)],
});
const answers: { now: (sent: Sent, index: number) => Step; before: number } = { now: answerWell, before: 0 };
/** A run with its own engine, as each call of the program has, against one server. */
const run = async (
  answer: (sent: Sent, index: number) => Step,
  more: Partial<OpenAIEngineOptions>,
  signal = never,
) => {
  answers.now = answer;
  server ??= await startFakeOpenAI('none', (sent, index) => answers.now(sent, index - answers.before));
  answers.before = server.log.length;
  const engine = createOpenAIEngine({
    ...{ baseURL: server.baseURL, model: 'gpt-4.1', promptFolder, env: {}, maxRetries: 0, workers: 1 },
    ...more,
  });
  const result = await runStages(engine, dispute, { now: () => new Date(0), signal });
  return { result, sent: server.log.slice(answers.before).map(stageOf) };
};
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'));

test('a run that stopped half-way is taken up where it stopped, and pays for nothing twice', async () => {
  const replies = openReplyStore(emptyFolder());
  const first = await run((sent, index) => (index < 3 ? answerWell(sent) : { kind: 'status', status: 500 }), {
    replies,
  });
  expect(first.result.run.outcome).toBe('failed');
  expect(first.sent).toEqual(['extract', 'validate', 'annotate', 'validate']);
  const again = await run(answerWell, { replies });
  expect(again.sent).toEqual(['validate', 'annotate']);
  expect(again.result.episodes.map(({ name }) => name)).toEqual([touched.name, 'Second Fault']);
  expect(again.result.run).toMatchObject({
    outcome: 'done',
    usage: { input: 200, output: 20 },
    remote: {
      models: ['fake'],
      reused: 3,
      price: { input: 2, cached: 0.5, output: 8, asOf: expect.any(String) },
    },
  });
  expect(again.result.run.remote?.replies).toHaveLength(5);
});

test('a cancelled run is taken up too, and a finished one costs nothing again unless asked anew', async () => {
  const replies = openReplyStore(emptyFolder());
  const stop = new AbortController();
  const cancelled = await run(
    (sent, index) => {
      if (index === 1) stop.abort();
      return index === 1 ? { kind: 'hang' } : answerWell(sent);
    },
    { replies },
    stop.signal,
  );
  expect(cancelled.result.run.outcome).toBe('cancelled');
  expect((await run(answerWell, { replies })).sent).not.toContain('extract');
  const third = await run(answerWell, { replies });
  expect(third.sent).toEqual([]);
  expect(third.result.run).toMatchObject({ outcome: 'done', usage: null, cost: null, remote: { reused: 5 } });
  expect((await run(answerWell, { replies, fresh: true })).sent).toHaveLength(5);
});

test('another model, address, effort or prompt is another question', async () => {
  const replies = openReplyStore(emptyFolder());
  await run(answerWell, { replies });
  expect((await run(answerWell, { replies, model: 'gpt-4.1-mini' })).sent).toHaveLength(5);
  expect((await run(answerWell, { replies, effort: 'high' })).sent).toHaveLength(5);
});

test('a reply that was cut off or refused is asked for again', async () => {
  const replies = openReplyStore(emptyFolder());
  await run(() => ({ kind: 'reply', content: '', refusal: 'No.' }), { replies });
  expect((await run(answerWell, { replies })).sent).toContain('extract');
});

test('kept replies are the owner’s alone and hold no hidden secret', async () => {
  const folder = emptyFolder();
  const login = { turn: 'TURN 6 | AGENT', quote: 'I logged in with [REDACTED:secret:1]', context: '' };
  await run(
    sent =>
      stageOf(sent) === 'extract'
        ? { kind: 'reply', content: { misalignments: [wireCandidate('Login', login)] } }
        : answerWell(sent),
    { replies: openReplyStore(folder) },
  );
  const files = filesIn(folder).map(name => join(folder, name));
  expect(files).toHaveLength(3);
  for (const path of files) {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).not.toContain(secret);
  }
});

test('a torn reply file counts as none', async () => {
  const folder = emptyFolder();
  const replies = openReplyStore(folder);
  await run(answerWell, { replies });
  for (const name of filesIn(folder)) writeFileSync(join(folder, name), '{"text":');
  expect((await run(answerWell, { replies })).sent).toHaveLength(5);
});

test('a store that takes no reply stops the run before more is paid for', async () => {
  const folder = emptyFolder();
  const blocked = join(folder, 'blocked');
  writeFileSync(blocked, 'a file where the folder should be');
  const replies = openReplyStore(blocked);
  await expect(run(answerWell, { replies })).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('A reply cannot be kept'),
  });
  expect(server?.log).toHaveLength(1);
});

test('a limit in money stops before the request that would go beyond it, and keeps what is done', async () => {
  const replies = openReplyStore(emptyFolder());
  // Each reply costs about $0.004 and the next one is taken for up to $0.008 before it is there.
  const dear = (sent: Sent): Step => ({ ...answerWell(sent), usage: 2000 });
  const { result, sent } = await run(dear, { replies, limits: { cost: 0.016, tokens: null } });
  expect(sent).toEqual(['extract', 'validate', 'annotate']);
  expect(result.run.outcome).toBe('stopped');
  expect(result.run.cost).toBeLessThan(0.016);
  expect(result.episodes).toHaveLength(1);
  expect(result.failed).toMatchObject([{ error: expect.stringContaining('The limit of $0.016 is reached') }]);
  const rest = await run(answerWell, { replies });
  expect(sent.length + rest.sent.length).toBe(5);
});

test('a limit in tokens holds for an endpoint that counts none', async () => {
  const { result, sent } = await run(sent => ({ ...answerWell(sent), usage: null }), {
    limits: { cost: null, tokens: 6000 },
  });
  expect(result.run).toMatchObject({ outcome: 'stopped', usage: null, cost: null });
  expect(sent.length).toBeLessThan(5);
});

test('a limit below the first request is told, and nothing is sent', async () => {
  await expect(run(answerWell, { limits: { cost: 0.0001, tokens: null } })).rejects.toMatchObject({
    code: 5,
    message: 'The limit of $0.0001 is reached: nothing more was sent.',
  });
  expect(server?.log).toEqual([]);
});
