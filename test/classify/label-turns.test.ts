import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createOpenAIEngine, type OpenAIEngineOptions } from '../../src/classify/engines/openai.ts';
import { runStages } from '../../src/classify/run-stages.ts';
import { weighRun } from '../../src/classify/weigh-run.ts';
import { newestLabels } from '../../src/domain/turn-label.ts';
import { openReplyStore } from '../../src/store/reply-store.ts';
import { type FakeServer, type Sent, type Step, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import { makeTurn, textBlock } from '../helpers/fake-session.ts';
import { dispute, labels, secret, touched, valid } from '../helpers/invented-dispute.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const key = 'sk-proj-Invented0Key0For0Tests';
const promptFolder = resolve(import.meta.dirname, '../../config/prompts');

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Wire = { turn: number | string; class: string; secondary: string[]; confidence: string };
const wire = (turn: number | string, name: string, secondary: string[] = []): Wire => ({
  turn,
  class: name,
  secondary,
  confidence: 'high',
});
const sound = [
  wire(1, 'none'),
  wire('TURN 3 | USER', 'constraint_reminder', ['undo_request']),
  wire(5, 'none'),
];
const contents: Record<string, unknown> = {
  extract: { misalignments: [touched] },
  validate: valid,
  annotate: labels,
  label: { labels: sound },
};
const stageOf = ({ body }: Sent): string => body.response_format.json_schema.name;
const reply = (content: unknown): Step => ({ kind: 'reply', content });

/** The other stages are answered well; `steps` are what becomes of the questions about turns, the last one for ever. */
const start = async (...steps: readonly Step[]): Promise<FakeServer> => {
  let asked = 0;
  server = await startFakeOpenAI(key, sent => {
    if (stageOf(sent) !== 'label') return reply(contents[stageOf(sent)]);
    asked += 1;
    return steps[Math.min(asked, steps.length) - 1] ?? reply(contents.label);
  });
  return server;
};
const engineAt = ({ baseURL }: FakeServer, more: Partial<OpenAIEngineOptions> = {}) =>
  createOpenAIEngine({
    ...{ baseURL, model: 'gpt-4.1', promptFolder, env: { OPENAI_API_KEY: key } },
    ...{ labelTurns: true, maxRetries: 0, workers: 1, ...more },
  });
const run = (engine: ReturnType<typeof engineAt>, input = dispute, signal = new AbortController().signal) =>
  runStages(engine, input, { now: () => new Date(0), signal });
const stagesAsked = ({ log }: FakeServer) => log.map(stageOf);

test('one request labels every developer turn, and the labels stand beside the episodes', async () => {
  const fake = await start();
  const result = await run(engineAt(fake));
  expect(stagesAsked(fake)).toEqual(['extract', 'validate', 'annotate', 'label']);
  expect(result.turnLabels).toEqual([
    { turn: 1, class: null, secondary: [], confidence: 'high' },
    { turn: 3, class: 'constraint_reminder', secondary: ['undo_request'], confidence: 'high' },
    { turn: 5, class: null, secondary: [], confidence: 'high' },
  ]);
  expect(result.run).toMatchObject({ outcome: 'done', usage: { input: 400 } });
  expect(result.run.promptHashes.label).toMatch(/^[0-9a-f]{16}$/);
  expect(result.episodes).toHaveLength(1);
  expect(fake.log[3]?.raw).not.toContain(secret);
});

test('nobody who did not ask for labels pays for them', async () => {
  const fake = await start();
  const engine = engineAt(fake, { labelTurns: false });
  const result = await run(engine);
  expect(stagesAsked(fake)).toEqual(['extract', 'validate', 'annotate']);
  expect('turnLabels' in result).toBe(false);
  expect(result.run.promptHashes).not.toHaveProperty('label');
  const weight = weighRun(engine, dispute);
  const more = weighRun(engineAt(fake), dispute);
  expect([weight.labelled, more.labelled]).toEqual([0, 3]);
  expect(more.tokens).toBeGreaterThan(weight.tokens + 400);
  expect(more.cost).toBeGreaterThan(weight.cost ?? Number.POSITIVE_INFINITY);
});

test.each([
  ['a turn without a label', [wire(1, 'none'), wire(3, 'correction')], 'no label for turn 5.'],
  ['an agent turn', [...sound, wire(4, 'none')], 'turn 4 is no USER turn that is shown.'],
  ['a turn twice', [...sound, wire(1, 'none')], 'turn 1 stands there twice.'],
  ['a second class with none', [wire(1, 'none', ['correction']), ...sound.slice(1)], 'turn 1: secondary'],
  ['an eleventh class', [wire(1, 'annoyance'), ...sound.slice(1)], 'labels.0.class'],
])('%s gets one turn to be put right, with the fault in words', async (_what, faulty, words) => {
  const fake = await start(reply({ labels: faulty }), reply({ labels: sound }));
  const result = await run(engineAt(fake));
  expect(result.turnLabels).toHaveLength(3);
  expect(result.failed).toEqual([]);
  expect(fake.log.at(-1)?.body.messages.at(-1)?.content).toContain(words);
});

test('labels that stay wrong are a failed item with the raw reply, and the episodes stand', async () => {
  const fake = await start(reply({ verdict: 'fine' }));
  const result = await run(engineAt(fake));
  expect(stagesAsked(fake).slice(3)).toEqual(['label', 'label']);
  expect(result).toMatchObject({
    run: { outcome: 'done' },
    failed: [{ stage: 'label', item: dispute.head.id, reply: '{"verdict":"fine"}' }],
  });
  expect(result.episodes).toHaveLength(1);
  expect('turnLabels' in result).toBe(false);
});

test('an endpoint that fails at the labels costs no episode, and the next run asks for the labels alone', async () => {
  const fake = await start({ kind: 'status', status: 500, message: 'Oops' }, reply({ labels: sound }));
  const replies = openReplyStore(emptyFolder());
  const broken = await run(engineAt(fake, { replies }));
  expect(broken.run.outcome).toBe('failed');
  expect(broken.failed[0]).toMatchObject({ stage: 'label', error: expect.stringContaining('failed (500)') });
  expect(broken.episodes).toHaveLength(1);
  const again = await run(engineAt(fake, { replies }));
  expect(stagesAsked(fake).slice(4)).toEqual(['label']);
  expect(again.run).toMatchObject({ outcome: 'done', usage: { input: 100 }, remote: { reused: 3 } });
  expect(again.turnLabels).toHaveLength(3);
});

test('where the limit is reached it is the labels that are missing, and it is said', async () => {
  server = await startFakeOpenAI(key, sent => ({
    ...{ kind: 'reply', content: contents[stageOf(sent)] },
    usage: stageOf(sent) === 'annotate' ? 90_000 : 100,
  }));
  const result = await run(engineAt(server, { limits: { cost: null, tokens: 50_000 } }));
  expect(stagesAsked(server)).toEqual(['extract', 'validate', 'annotate']);
  expect(result.run.outcome).toBe('stopped');
  expect(result.failed[0]).toMatchObject({ stage: 'label', error: expect.stringContaining('50,000 tokens') });
  expect(result.episodes).toHaveLength(1);
});

test('ctrl-c at the labels keeps the episodes', async () => {
  const stop = new AbortController();
  server = await startFakeOpenAI(key, sent => {
    if (stageOf(sent) !== 'label') return reply(contents[stageOf(sent)]);
    stop.abort();
    return { kind: 'hang' };
  });
  const result = await run(engineAt(server), dispute, stop.signal);
  expect(result).toMatchObject({ run: { outcome: 'cancelled' }, failed: [] });
  expect(result.episodes).toHaveLength(1);
});

test('a session beyond the context is labelled window by window, each turn once', async () => {
  const turns = Array.from({ length: 60 }, (_, at) =>
    makeTurn(
      at + 1,
      at % 2 === 0 ? 'developer' : 'agent',
      textBlock(`Part ${at + 1}. ${'word '.repeat(60)}`),
    ),
  );
  server = await startFakeOpenAI(key, sent => {
    if (stageOf(sent) === 'extract') return reply({ misalignments: [] });
    const shown = sent.body.messages[1]?.content.matchAll(/^\[TURN (\d+) \| USER\]/gm) ?? [];
    return reply({ labels: [...shown].map(([, turn]) => wire(Number(turn), 'none')) });
  });
  const result = await run(engineAt(server, { contextTokens: 3500 }), { ...dispute, turns, pushbacks: [] });
  expect(stagesAsked(server).filter(stage => stage === 'label').length).toBeGreaterThan(2);
  expect(result.turnLabels?.map(({ turn }) => turn)).toEqual(
    turns.filter(({ speaker }) => speaker === 'developer').map(({ number }) => number),
  );
});

test('labels of an earlier run stay until another run has some', () => {
  const made = (model: string, turnLabels?: []) => ({
    run: {
      engine: 'openai',
      model,
      promptHashes: {},
      startedAt: '',
      endedAt: null,
      usage: null,
      cost: null,
      outcome: 'done' as const,
    },
    ...(turnLabels ? { turnLabels } : {}),
  });
  expect(newestLabels([made('old', []), made('new', []), made('offline')])?.model).toBe('new');
  expect(newestLabels([made('offline')])).toBeNull();
});
