import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Item } from '../../src/classify/classify-candidate.ts';
import type { Answer, Engine, Progress } from '../../src/classify/engine.ts';
import { createOpenAIEngine } from '../../src/classify/engines/openai.ts';
import { type RunOptions, runStages } from '../../src/classify/run-stages.ts';
import type { Annotation, Candidate, Verdict } from '../../src/domain/episode.ts';
import { UserError } from '../../src/errors.ts';
import { type FakeServer, type Step, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import {
  dispute,
  labels,
  touched,
  touchedClaims,
  valid,
  wireCandidate,
} from '../helpers/invented-dispute.ts';

const promptFolder = resolve(import.meta.dirname, '../../config/prompts');
const never = new AbortController().signal;
const clock = (): (() => Date) => {
  let minute = 0;
  return () => new Date(Date.UTC(2026, 10, 2, 10, minute++));
};
const options = (more: Partial<RunOptions> = {}): RunOptions => ({ now: clock(), signal: never, ...more });

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const remote = async (answer: (stage: string, text: string) => Step): Promise<Engine> => {
  server = await startFakeOpenAI('none', ({ body }) =>
    answer(body.response_format.json_schema.name, body.messages[1]?.content ?? ''),
  );
  return createOpenAIEngine({
    baseURL: server.baseURL,
    model: 'gpt-4.1',
    promptFolder,
    env: {},
    maxRetries: 0,
  });
};
const reply = (content: unknown): Step => ({ kind: 'reply', content });

test('a session becomes an episode with onset, pushback, fix and cost, over real HTTP', async () => {
  const engine = await remote((stage, _text) =>
    reply(stage === 'extract' ? { misalignments: [touched] } : stage === 'validate' ? valid : labels),
  );
  const progress: Progress[] = [];
  const result = await runStages(engine, dispute, options({ onProgress: step => progress.push(step) }));
  expect(result).toMatchObject({ session: 'claude-code:one', rejected: [], failed: [] });
  expect(result.episodes).toEqual([
    expect.objectContaining({
      id: 'M001',
      session: 'claude-code:one',
      goal: 'instruction',
      onset: 2,
      pushback: [3],
      resolvedAt: 4,
      verdict: { label: 'valid', reason: null, note: 'The objection is quoted.' },
      annotation: labels,
      span: { turns: 1, toolCalls: 2, minutes: 2, tokens: null },
      review: null,
    }),
  ]);
  expect(result.episodes[0]?.evidence.map(({ turn, located }) => [turn, located])).toEqual([
    [2, 'exact'],
    [3, 'exact'],
    [4, 'exact'],
  ]);
  expect(result.run).toMatchObject({
    engine: 'openai',
    model: 'gpt-4.1',
    startedAt: '2026-11-02T10:00:00.000Z',
    endedAt: '2026-11-02T10:01:00.000Z',
    usage: { input: 300, cached: 120, output: 30 },
    outcome: 'done',
  });
  expect(result.run.cost).toBeCloseTo((180 * 2 + 120 * 0.5 + 30 * 8) / 1e6);
  expect(Object.keys(result.run.promptHashes)).toEqual(['extract', 'validate', 'annotate']);
  expect(progress.at(-1)).toMatchObject({ stage: 'validate', done: 1, total: 1 });
  expect(progress).toContainEqual(expect.objectContaining({ stage: 'annotate', done: 1, total: 1 }));
});

const cite = (...turns: number[]) =>
  wireCandidate(
    'Edit Of A Forbidden File',
    ...turns.map(turn => ({
      turn: String(turn),
      quote:
        ['', 'Do not touch checkout.ts', 'I rewrote checkout.ts', 'Put it back', 'restored now'][turn] ?? '',
      context: '',
    })),
  );
const classifyCited = async (turns: number[], pushbacks = dispute.pushbacks) => {
  const engine = await remote(stage =>
    reply(stage === 'extract' ? { misalignments: [cite(...turns)] } : stage === 'validate' ? valid : labels),
  );
  const { episodes } = await runStages(engine, { ...dispute, pushbacks }, options());
  return episodes[0];
};

test('pushback that only the model saw is the developer’s turn quoted after the onset', async () => {
  expect(await classifyCited([1, 2, 3, 4], [])).toMatchObject({
    onset: 2,
    pushback: [3],
    resolvedAt: 4,
    span: { turns: 1 },
  });
});

test('an agent’s answer to the pushback is not taken for what started it', async () => {
  expect(await classifyCited([1, 3, 4])).toMatchObject({
    onset: null,
    pushback: [3],
    resolvedAt: 4,
    span: { turns: null },
  });
});

test('a quote that is not in the log rejects the episode before its claim is sent', async () => {
  const invented = { turn: 'TURN 3 | USER', quote: 'You deleted my whole database again', context: 'x' };
  const claims = [...touchedClaims, invented];
  const engine = await remote(() => reply({ misalignments: [wireCandidate('Half Invented', ...claims)] }));
  const result = await runStages(engine, dispute, options());
  expect(result.episodes).toEqual([]);
  expect(result.rejected).toMatchObject([
    { reason: 'quote_not_found', note: expect.stringContaining('turn 3') },
  ]);
  expect(server?.log).toHaveLength(1);
});

test('results stand in the order of the candidates, whatever is answered first', async () => {
  const names = ['Alpha Fault', 'Beta Fault', 'Gamma Fault', 'Delta Fault', 'Epsilon Fault'];
  const invalid = { label: 'INVALID', invalid_category: 'custom:too_vague', note: 'No.' };
  const engine = await remote((stage, text) => {
    if (stage === 'extract')
      return reply({ misalignments: names.map(name => wireCandidate(name, ...touchedClaims)) });
    if (stage === 'validate') return reply(text.includes('Beta') ? invalid : valid);
    return text.includes('Delta') ? reply('{}') : reply(labels);
  });
  const items: Item[] = [];
  const result = await runStages(engine, dispute, options({ onItem: item => items.push(item) }));
  expect(result.episodes.map(({ id, name }) => `${id} ${name}`)).toEqual([
    'M001 Alpha Fault',
    'M003 Gamma Fault',
    'M005 Epsilon Fault',
  ]);
  expect(result.rejected).toMatchObject([{ reason: 'custom:too_vague', note: 'No.' }]);
  expect(result.failed).toMatchObject([{ stage: 'annotate', item: 'M004', reply: '{}' }]);
  expect(items).toHaveLength(5);
  expect(result.run.outcome).toBe('done');
});

test('an empty list is an answer', async () => {
  const engine = await remote(() => reply({ misalignments: [] }));
  expect(await runStages(engine, dispute, options())).toMatchObject({
    episodes: [],
    failed: [],
    run: { outcome: 'done' },
  });
});

test('an extraction that stays wrong is a failed run with its raw reply', async () => {
  const engine = await remote(() => reply('[]'));
  expect(await runStages(engine, dispute, options())).toMatchObject({
    failed: [{ stage: 'extract', item: 'claude-code:one', reply: '[]' }],
    run: { outcome: 'failed', usage: { input: 200 } },
  });
});

test('a cancel midway keeps what is done', async () => {
  const controller = new AbortController();
  const engine = await remote((stage, text) => {
    if (stage === 'extract')
      return reply({
        misalignments: [touched, wireCandidate('Second Fault', ...touchedClaims)],
      });
    if (text.includes('Second')) return { kind: 'hang' };
    return reply(stage === 'validate' ? valid : labels);
  });
  const result = await runStages(
    engine,
    dispute,
    options({ signal: controller.signal, onItem: () => controller.abort() }),
  );
  expect(result.episodes.map(({ id }) => id)).toEqual(['M001']);
  expect(result.run).toMatchObject({ outcome: 'cancelled', usage: { output: expect.any(Number) } });
});

test('a cancel before the first answer is no error', async () => {
  const engine = scripted({});
  const result = await runStages(engine, dispute, options({ signal: AbortSignal.abort() }));
  expect(result).toMatchObject({ episodes: [], rejected: [], failed: [], run: { outcome: 'cancelled' } });
});

test('a failing endpoint keeps the episodes so far and every candidate that has no answer', async () => {
  const down = new UserError('host failed (500).', 'Try again later.', { code: 4 });
  const engine = scripted({
    candidates: ['A', 'B', 'C'],
    validate: async ({ name }) => {
      if (name === 'B') throw down;
      return ok({ label: 'valid', reason: null, note: '' });
    },
  });
  const result = await runStages(engine, dispute, options());
  expect(result.episodes.map(({ name }) => name)).toEqual(['A']);
  expect(result.failed).toEqual([
    {
      stage: 'validate',
      item: 'B',
      error: 'host failed (500). Try again later.',
      reply: JSON.stringify(makeCandidate('B')),
    },
    {
      stage: 'validate',
      item: 'C',
      error: 'Not judged: the endpoint had failed before.',
      reply: JSON.stringify(makeCandidate('C')),
    },
  ]);
  expect(result.run.outcome).toBe('failed');
});

test('an endpoint that fails before anything is done throws', async () => {
  const down = new UserError('host failed (500).', 'Try again later.', { code: 4 });
  const validate = async () => {
    throw down;
  };
  await expect(runStages(scripted({ candidates: ['A'], validate }), dispute, options())).rejects.toBe(down);
  const engine = await remote(() => ({ kind: 'status', status: 503 }));
  await expect(runStages(engine, dispute, options())).rejects.toMatchObject({ name: 'UserError', code: 4 });
});

test('a bug is not swallowed', async () => {
  const validate = async () => {
    throw new TypeError('oops');
  };
  await expect(runStages(scripted({ candidates: ['A'], validate }), dispute, options())).rejects.toThrow(
    'oops',
  );
});

test('label rules hold for every engine', async () => {
  const broken: Annotation = { ...annotation, cause: { labels: [], reasoning: '' } };
  const engine = scripted({ candidates: ['A'], annotate: async () => ok(broken) });
  expect((await runStages(engine, dispute, options())).failed).toMatchObject([
    { stage: 'annotate', item: 'A', error: 'cause needs at least one label' },
  ]);
});

test('rules of a verdict hold for every engine', async () => {
  const validate = async () => ok<Verdict>({ label: 'invalid', reason: 'custom:Not Snake', note: '' });
  const engine = scripted({ candidates: ['A'], validate });
  expect(await runStages(engine, dispute, options())).toMatchObject({
    rejected: [],
    failed: [{ stage: 'validate', item: 'A', error: expect.stringContaining('custom:snake_case') }],
  });
});

test('an episode costs the tokens of the agent turns from its onset to the pushback, where the log tells them', async () => {
  const engine = await remote((stage, _text) =>
    reply(stage === 'extract' ? { misalignments: [touched] } : stage === 'validate' ? valid : labels),
  );
  const turns = dispute.turns.map(turn => ({
    ...turn,
    tokens: turn.speaker === 'agent' ? turn.number * 100 : null,
  }));
  const { episodes } = await runStages(engine, { ...dispute, turns }, options());
  expect(episodes.map(({ span }) => span.tokens)).toEqual([200]);
});

test('an engine without tokens or price costs null, not nothing', async () => {
  const { run } = await runStages(scripted({ candidates: ['A'] }), dispute, options());
  expect(run).toMatchObject({ usage: null, cost: null, outcome: 'done' });
});

const ok = <Value>(value: Value): Answer<Value> => ({ ok: true, value, usage: null });
const annotation: Annotation = {
  symptom: { labels: ['S3'], other: null, reasoning: '' },
  cause: { labels: [{ label: 'C6', tier: 'direct' }], reasoning: '' },
  outcome: { severity: 'DS1', locus: null, reasoning: '' },
  resolution: { status: 'RS2', resolver: null, reasoning: '' },
};
const makeCandidate = (name: string): Candidate => ({
  id: name,
  name,
  description: 'Something.',
  goal: 'instruction',
  confidence: 'high',
  evidence: [{ turn: 3, quote: 'Put it back', context: '' }],
});

/** An engine in memory: one worker, no endpoint. */
const scripted = ({
  candidates = [],
  validate = async () => ok<Verdict>({ label: 'valid', reason: null, note: '' }),
  annotate = async () => ok(annotation),
}: {
  readonly candidates?: readonly string[];
  readonly validate?: (candidate: Candidate) => Promise<Answer<Verdict>>;
  readonly annotate?: (candidate: Candidate) => Promise<Answer<Annotation>>;
}): Engine => ({
  name: 'scripted',
  model: null,
  endpoint: null,
  promptHashes: {},
  extract: async () => ok(candidates.map(makeCandidate)),
  validate,
  annotate,
});
