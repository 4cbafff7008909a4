import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { cutWindows, type TurnRange } from '../../src/classify/cut-windows.ts';
import { createOpenAIEngine, type OpenAIEngineOptions } from '../../src/classify/engines/openai.ts';
import { formatSession, weighTurns } from '../../src/classify/format-session.ts';
import { mergeCandidates } from '../../src/classify/merge-candidates.ts';
import { runStages } from '../../src/classify/run-stages.ts';
import { readInput } from '../../src/dev/published-episodes.ts';
import type { Candidate } from '../../src/domain/episode.ts';
import { type FakeServer, type Sent, type Step, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import { makeInput, makeTurn, textBlock } from '../helpers/fake-session.ts';
import { labels, valid, wireCandidate } from '../helpers/invented-dispute.ts';

const promptFolder = resolve(import.meta.dirname, '../../config/prompts');
const never = new AbortController().signal;
const weigh = (...tokens: number[]) => tokens.map((weight, index) => ({ number: index + 1, tokens: weight }));
const words = (windows: readonly TurnRange[]) => windows.map(({ from, to }) => `${from}-${to}`).join(' ');

test('a session that fits is one window', () => {
  expect(words(cutWindows(weigh(10, 20, 30), 60))).toBe('1-3');
  expect(words(cutWindows(weigh(10, 20, 30), Number.POSITIVE_INFINITY))).toBe('1-3');
});

test('windows share turns, so that no episode at a seam is lost', () => {
  expect(words(cutWindows(weigh(...Array.from({ length: 12 }, () => 10)), 60))).toBe('1-6 6-11 11-12');
});

test('a turn that is heavier than the room stands alone, whole', () => {
  expect(words(cutWindows(weigh(10, 10, 500, 10, 10), 40))).toBe('1-2 3-3 4-5');
});

test('windows hold every turn, in order, fit the room unless one turn does not, and always move on', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 150 }), (tokens, room) => {
      const windows = cutWindows(weigh(...tokens), room);
      const seen = new Set(
        windows.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_turn, at) => from + at)),
      );
      expect(seen.size).toBe(tokens.length);
      for (const [at, { from, to }] of windows.entries()) {
        const weight = tokens.slice(from - 1, to).reduce((sum, one) => sum + one, 0);
        expect(weight <= room || from === to).toBe(true);
        const before = windows[at - 1];
        if (before) expect(from > before.from && from <= before.to + 1 && to > before.to).toBe(true);
      }
    }),
  );
});

const turns = Array.from({ length: 40 }, (_turn, at) =>
  makeTurn(
    at + 1,
    at % 2 === 0 ? 'developer' : 'agent',
    textBlock(`This is turn number ${at + 1} of a long talk. ${'It goes on and on. '.repeat(40)}`),
  ),
);
const long = makeInput(turns);

test('a window says which turns it shows, and cuts each as the whole session would', () => {
  const text = formatSession(long.head, turns, { from: 11, to: 14 });
  expect(text.match(/^\[TURN \d+ \| \w+\]/gm)).toEqual([
    '[TURN 11 | USER]',
    '[TURN 12 | AGENT]',
    '[TURN 13 | USER]',
    '[TURN 14 | AGENT]',
  ]);
  expect(text).toContain('Total turns: 40 (user: 20, agent: 20)\nShown here: turns 11 to 14 alone');
  expect(text).toContain('END OF THE TURNS SHOWN HERE');
  expect(text).not.toContain('END OF SESSION');
});

const candidate = (name: string, ...quotes: (readonly [turn: number, quote: string])[]): Candidate => ({
  id: 'M001',
  name,
  description: 'Something.',
  goal: 'instruction',
  confidence: 'high',
  evidence: quotes.map(([turn, quote]) => ({ turn, quote, context: '' })),
});
const number = (turn: number) => [turn, `turn number ${turn} of a long talk`] as const;
const merged = (...windows: readonly (readonly Candidate[])[]) =>
  mergeCandidates(windows, turns).map(({ id, name }) => `${id} ${name}`);

test('one episode told by two windows is kept once, in the fuller telling', () => {
  const short = candidate('Short Telling', number(7));
  const full = candidate('Full Telling', [7, 'This is turn number 7'], number(8));
  expect(merged([short], [full])).toEqual(['M001 Full Telling']);
  expect(merged([full], [short])).toEqual(['M001 Full Telling']);
});

test('two episodes that share only the pushback are two, and so are two of one window', () => {
  const a = candidate('First', number(6), number(9));
  const b = candidate('Second', number(8), number(9));
  expect(merged([a], [b])).toEqual(['M001 First', 'M002 Second']);
  expect(merged([a, candidate('Twin', number(6), number(9))], [])).toEqual(['M001 First', 'M002 Twin']);
});

test('quotes that stand nowhere make no two candidates one', () => {
  const invented = candidate('Invented', [7, 'words that nobody ever wrote in here']);
  expect(merged([invented], [invented])).toHaveLength(2);
});

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const engineWith = async (answer: (sent: Sent) => Step, more: Partial<OpenAIEngineOptions> = {}) => {
  server = await startFakeOpenAI('none', answer);
  return createOpenAIEngine({
    ...{ baseURL: server.baseURL, model: 'own', promptFolder, env: {}, maxRetries: 0 },
    ...more,
  });
};
const stageOf = ({ body }: Sent) => body.response_format.json_schema.name;
const shownIn = ({ body }: Sent) => body.messages[1]?.content.match(/^Shown here: .*$/m)?.[0] ?? 'all';
/** Says of the first turn it is shown that it is an episode. */
const quoteFirst = (sent: Sent): Step => {
  const first = sent.body.messages[1]?.content.match(/This is turn number (\d+) of a long talk/);
  const found = wireCandidate(`Fault ${first?.[1]}`, {
    turn: first?.[1] ?? '',
    quote: first?.[0] ?? '',
    context: '',
  });
  return { kind: 'reply', content: { misalignments: [found] } };
};
const answerAll = (sent: Sent): Step => {
  if (stageOf(sent) === 'extract') return quoteFirst(sent);
  return { kind: 'reply', content: stageOf(sent) === 'validate' ? valid : labels };
};
const run = (engine: Awaited<ReturnType<typeof engineWith>>, input = long) =>
  runStages(engine, input, { now: () => new Date(0), signal: never });

test('a session beyond the model’s context is read in windows, and what they find is one list', async () => {
  const engine = await engineWith(answerAll, { contextTokens: 6000 });
  const windows = engine.windows?.(long) ?? [];
  expect(windows.length).toBeGreaterThan(2);
  const { episodes, run: pass } = await run(engine);
  expect(episodes.map(({ id, name }) => `${id} ${name}`)).toEqual(
    windows.map(({ from }, index) => `M00${index + 1} Fault ${from}`),
  );
  expect(pass.outcome).toBe('done');
  const asked = server?.log.filter(sent => stageOf(sent) === 'extract').map(shownIn);
  expect(asked?.toSorted()).toEqual(
    windows.map(({ from, to }) => `Shown here: turns ${from} to ${to} alone`).toSorted(),
  );
});

test('a context error makes the window shrink until the endpoint takes it', async () => {
  const reads = 3000;
  const engine = await engineWith(sent => {
    const tokens = sent.raw.length / 4;
    const message = `This model's maximum context length is ${reads} tokens. Your messages have ${tokens}.`;
    return tokens > reads ? { kind: 'status', status: 400, message } : answerAll(sent);
  });
  const { episodes, failed, run: pass } = await run(engine);
  expect(failed).toEqual([]);
  expect(pass.outcome).toBe('done');
  expect(episodes.length).toBeGreaterThan(3);
  const taken = new Set(episodes.map(({ evidence }) => evidence[0]?.turn));
  expect(taken.has(1)).toBe(true);
});

test('one turn that no window can hold is a failed item, and the rest is read', async () => {
  const huge = makeTurn(41, 'developer', textBlock('paste '.repeat(4000)));
  const engine = await engineWith(sent =>
    sent.body.messages[1]?.content.includes('paste paste')
      ? { kind: 'status', status: 400, message: 'the request exceeds the available context size' }
      : answerAll(sent),
  );
  const { episodes, failed, run: pass } = await run(engine, { ...long, turns: [...turns, huge] });
  expect(failed).toMatchObject([
    { stage: 'extract', item: 'turns 41-41', error: expect.stringMatching(/^Turn 41 alone: .*too long/) },
  ]);
  expect(episodes.length).toBeGreaterThan(0);
  expect(pass.outcome).toBe('failed');
});

const corpus = resolve(import.meta.dirname, '../../../shared/corpus/long/claude-code');
test.skipIf(!existsSync(corpus))(
  'real sessions of hundreds of turns are cut without losing one (needs the corpus)',
  async () => {
    const { readdirSync } = await import('node:fs');
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.jsonl'),
    );
    const inputs = files.slice(0, 4).map(name => readInput(resolve(corpus, name)));
    for (const { turns: real } of inputs) {
      const weights = weighTurns(real);
      const windows = cutWindows(weights, 8000);
      const held = windows.flatMap(({ from, to }) =>
        weights.filter(one => one.number >= from && one.number <= to),
      );
      expect(new Set(held.map(one => one.number)).size).toBe(real.length);
    }
    expect(inputs.length).toBeGreaterThan(0);
  },
);
