import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createOpenAIEngine } from '../../src/classify/engines/openai.ts';
import { runStages } from '../../src/classify/run-stages.ts';
import { UserError } from '../../src/errors.ts';
import { openReplyStore } from '../../src/store/reply-store.ts';
import { type FakeServer, type Sent, type Step, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import {
  dispute,
  labels,
  touched,
  touchedClaims,
  valid,
  wireCandidate,
} from '../helpers/invented-dispute.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const promptFolder = resolve(import.meta.dirname, '../../config/prompts');
const key = 'sk-proj-Invented0Key0For0Tests';
const servers: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const contents: Record<string, unknown> = {
  extract: { misalignments: [touched, wireCandidate('Second Fault', ...touchedClaims)] },
  validate: valid,
  annotate: labels,
  label: {
    labels: [1, 3, 5].map(turn => ({
      turn,
      class: turn === 3 ? 'constraint_reminder' : 'none',
      secondary: [],
      confidence: 'high',
    })),
  },
};
/** Requests of a run with two candidates before its turns are labelled. */
const beforeLabels = 5;
const answerWell = ({ body }: Sent): Extract<Step, { kind: 'reply' }> => ({
  kind: 'reply',
  content: contents[body.response_format.json_schema.name],
});
const soon = { 'retry-after-ms': '1' };
const status = (code: number, message: string, headers: Record<string, string> = soon): Step => ({
  kind: 'status',
  status: code,
  message,
  headers,
});
const reply = (content: unknown, more: object = {}): Step => ({ kind: 'reply', content, ...more });
const html = '<html><body>Welcome</body></html>';

type Trouble = {
  readonly fault: string;
  /** What the server does from the faulty request on; null: it answers well again, `countless`: without tokens. */
  readonly steps: readonly (Step | 'countless' | null)[];
  readonly does?: (world: { readonly stop: AbortController; readonly server: FakeServer }) => void;
};
/** The last step goes on for ever. */
const troubles: readonly Trouble[] = [
  { fault: '401 wrong key', steps: [status(401, 'Incorrect API key')] },
  { fault: '403 not allowed', steps: [status(403, 'Not allowed')] },
  { fault: '404 no such model', steps: [status(404, 'The model does not exist')] },
  { fault: '429 once, Retry-After', steps: [status(429, 'Slow down', { 'retry-after': '0' }), null] },
  { fault: '429 for ever', steps: [status(429, 'Slow down')] },
  { fault: '429, Retry-After an hour', steps: [status(429, 'Quota', { 'retry-after': '3600' })] },
  { fault: '500 once', steps: [status(500, 'Oops'), null] },
  { fault: '500 for ever', steps: [status(500, 'Oops')] },
  { fault: 'connection refused', steps: [{ kind: 'hang' }], does: ({ server }) => void server.close() },
  { fault: 'no answer in time', steps: [{ kind: 'hang' }] },
  { fault: 'cut-off JSON', steps: [{ kind: 'text', type: 'application/json', text: '{"choices":[{' }] },
  { fault: 'answer without end', steps: [{ kind: 'endless', piece: ' '.repeat(1_000_000) }] },
  { fault: 'HTML', steps: [{ kind: 'text', type: 'text/html', text: html }] },
  { fault: 'another schema, once', steps: [reply({ verdict: 'fine' }), null] },
  { fault: 'another schema, again and again', steps: [reply({ verdict: 'fine' })] },
  { fault: 'no JSON in the reply', steps: [reply('I would rather not say.')] },
  { fault: 'empty reply', steps: [reply('')] },
  { fault: 'reply cut off by length', steps: [reply('{"misal', { finish: 'length' })] },
  { fault: 'content filter', steps: [reply('', { finish: 'content_filter' })] },
  { fault: 'refusal', steps: [reply('', { refusal: 'I cannot help with that.' })] },
  { fault: 'no token counts', steps: ['countless'] },
  { fault: 'context error', steps: [status(400, 'maximum context length is 4096 tokens')] },
  { fault: 'redirect', steps: [status(307, '', { location: 'https://elsewhere.example/v1' })] },
  { fault: 'ctrl-c', steps: [{ kind: 'hang' }], does: ({ stop }) => stop.abort() },
  { fault: 'disk full or read-only store', steps: [null] },
];

/** Runs into the trouble at request number `at`, and tells what a person sees and what is there afterwards. */
const meet = async ({ fault, steps, does }: Trouble, at: number): Promise<{ sees: string; kept: string }> => {
  const labelTurns = at === beforeLabels;
  const store = emptyFolder();
  const stop = new AbortController();
  const world: { server?: FakeServer } = {};
  const blocked = fault.startsWith('disk');
  const server = await startFakeOpenAI(key, (sent, index) => {
    if (index < at) return answerWell(sent);
    if (index === at && world.server) does?.({ stop, server: world.server });
    const step = steps[Math.min(index - at, steps.length - 1)] ?? answerWell(sent);
    return step === 'countless' ? { ...answerWell(sent), usage: null } : step;
  });
  world.server = server;
  servers.push(server);
  const replies = openReplyStore(store);
  const engine = createOpenAIEngine({
    ...{ baseURL: server.baseURL, model: 'gpt-4.1', promptFolder, env: { OPENAI_API_KEY: key } },
    ...{ workers: 1, labelTurns, maxRetries: 2, timeout: fault === 'no answer in time' ? 800 : 10_000 },
    replies: {
      find: replies.find,
      keep: (hash, kept) => (blocked && server.log.length > at ? full() : replies.keep(hash, kept)),
    },
  });
  const result = await runStages(engine, dispute, { now: () => new Date(0), signal: stop.signal }).catch(
    (error: unknown) => {
      if (error instanceof UserError) return error;
      throw error;
    },
  );
  const files = readdirSync(store, { recursive: true, encoding: 'utf8' });
  const kept = `${files.filter(name => name.endsWith('.json')).length} replies`;
  const hide = (text: string) =>
    text.replaceAll(server.host, 'HOST').replace(/\s+/g, ' ').replaceAll('|', '\\|');
  expect(JSON.stringify(result)).not.toContain(key);
  if (result instanceof UserError) return { sees: hide(`${result.message} ${result.nextStep}`), kept };
  const failed = result.failed
    .map(({ stage, item, error }) => `; ${stage} ${item} failed: ${error}`)
    .join('');
  const labelled = labelTurns ? `, ${result.turnLabels?.length ?? 0} of 3 labels` : '';
  return {
    sees: hide(`${result.run.outcome}${failed}`),
    kept: `${kept}, ${result.episodes.length} of 2 episodes${labelled}`,
  };
};

const full = (): never => {
  throw new UserError('A reply cannot be kept: STORE (ENOSPC: no space left on device)', 'Free some space.');
};

const rows: string[] = [];

test.each(troubles)(
  '$fault is told in words, and what came before it is kept',
  async trouble => {
    const first = await meet(trouble, 0);
    const later = await meet(trouble, 3);
    const labelling = await meet(trouble, beforeLabels);
    expect(labelling.kept).toContain('2 of 2 episodes');
    const cells = [first.sees, later.sees, later.kept, labelling.sees, labelling.kept];
    rows.push(`| ${trouble.fault} | ${cells.join(' | ')} |`);
  },
  20_000,
);

test('the table of all faults is the one in the docs', async ({ skip }) => {
  if (rows.length < troubles.length) skip('not every fault was run');
  const table = [
    '# What happens when an endpoint fails',
    '',
    'Written by `test/classify/fault-matrix.test.ts`, which runs each fault against a server on this machine: at the first',
    'question of a session with two candidates, at the fourth, when the first candidate is an episode already, and at the one',
    'that labels the turns, where a person asked for that. Kept replies are used by the next run, which pays only for what is',
    'missing.',
    '',
    '| fault | seen at the first question | seen at the fourth | kept then | seen at the labels | kept then |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  await expect(table).toMatchFileSnapshot('../../docs/faults.md');
});
