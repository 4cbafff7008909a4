import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import type { ClassifyInput } from '../../src/classify/engine.ts';
import { createOpenAIEngine } from '../../src/classify/engines/openai.ts';
import { runStages } from '../../src/classify/run-stages.ts';
import { turnEvidenceText } from '../../src/classify/turn-evidence-text.ts';
import { formatClassification } from '../../src/commands/format-classification.ts';
import { sanitise } from '../../src/domain/sanitise.ts';
import { toEpisodeLines } from '../../src/tui/screens/episodes/episode-lines.ts';
import { type FakeServer, type Sent, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import { makeInput, makePushback, makeTurn, textBlock } from '../helpers/fake-session.ts';
import { payloads } from '../helpers/hostile-text.ts';
import {
  dispute,
  labels,
  secret,
  touched,
  touchedClaims,
  valid,
  wireCandidate,
} from '../helpers/invented-dispute.ts';

const promptFolder = resolve(import.meta.dirname, '../../config/prompts');
let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const stageOf = ({ body }: Sent) => body.response_format.json_schema.name;
/** A run against a model that says what it is told to; each stage answers well unless told. */
const runWith = async (said: Record<string, unknown>, input: ClassifyInput = dispute) => {
  const answers: Record<string, unknown> = {
    ...{ extract: { misalignments: [touched] }, validate: valid, annotate: labels },
    ...said,
  };
  server = await startFakeOpenAI('none', sent => ({ kind: 'reply', content: answers[stageOf(sent)] }));
  const engine = createOpenAIEngine({ baseURL: server.baseURL, model: 'own', promptFolder, env: {} });
  const result = await runStages(engine, input, {
    now: () => new Date(0),
    signal: new AbortController().signal,
  });
  return { result, log: server.log };
};
const found = (...misalignments: readonly object[]) => ({ extract: { misalignments } });
const quoting = (turn: string, quote: string) =>
  wireCandidate('Told Of A Turn', { turn, quote, context: '' });
const deep = (open: string, close: string) => `${open.repeat(50_000)}${close.repeat(50_000)}`;

test.each([
  ['arrays in arrays', deep('[', ']')],
  ['objects in objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['a deep answer behind a sound key', `{"misalignments":[],"more":${deep('[', ']')}}`],
])('%s without end are a failed item, not a crash', async (_what, extract) => {
  const { result } = await runWith({ extract });
  expect(result.run.outcome).toBe('failed');
  expect(result.failed).toMatchObject([{ stage: 'extract', error: expect.stringMatching(/JSON|deep/) }]);
});

test('a reply of ten megabytes is a failed item, of which the beginning is kept', async () => {
  const { result, log } = await runWith(found(quoting('3', 'I told you not to touch '.repeat(400_000))));
  expect(result.failed).toMatchObject([{ stage: 'extract', error: expect.stringContaining('longer') }]);
  expect(result.failed[0]?.reply).toHaveLength(1_000_000);
  expect(log).toHaveLength(1);
});

test('a quote of half a megabyte costs seconds, not minutes, and the other candidates stand', async () => {
  const long = quoting('3', 'I told you not to touch '.repeat(20_000));
  const { result } = await runWith(found(long, touched));
  expect(result.episodes.map(({ name }) => name)).toEqual([touched.name]);
  expect(result.rejected).toMatchObject([{ reason: 'quote_not_found' }]);
}, 20_000);

test('candidates that bear the same id are told apart', async () => {
  const second = wireCandidate('Second Fault', ...touchedClaims.slice(0, 2));
  const { result } = await runWith(found(touched, second));
  const ids = result.episodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(2);
});

test.each(['TURN 99 | USER', '0', '-3', '999999999999', 'the last one', '3; DROP TABLE', '__proto__'])(
  'a quote said to stand in turn “%s” is found where it stands',
  async turn => {
    const { result } = await runWith(found(quoting(turn, 'I told you not to touch checkout.ts')));
    expect(result.episodes[0]?.evidence).toMatchObject([{ turn: 3, located: 'exact' }]);
  },
);

test.each([
  ['of two turns in one', 'so that the switch fits in.\n\nNo! I told you not to touch checkout.ts.'],
  [
    'of two turns, our cut between',
    'I rewrote checkout.ts so that [...] I told you not to touch checkout.ts',
  ],
  ['with a header of ours', '[TURN 3 | USER]\nNo! I told you not to touch checkout.ts.'],
  ['that turns its meaning round', 'I told you to go on and touch all of the checkout'],
])('a quote %s is no evidence', async (_what, quote) => {
  const { result, log } = await runWith(found(quoting('3', quote)));
  expect(result.episodes).toEqual([]);
  expect(result.rejected).toMatchObject([{ reason: 'quote_not_found' }]);
  expect(log).toHaveLength(1);
});

test('every quote of an episode is the log’s own words, whatever form the model gave it', async () => {
  const bent = [' I  TOLD you\u00a0not to touch “checkout.ts” ', 'i told you not to tuoch checkout.ts'];
  const { result } = await runWith(found(...bent.map(quote => quoting('3', quote))));
  expect(result.episodes.length).toBeGreaterThan(0);
  for (const { turn, quote, start, end } of result.episodes.flatMap(({ evidence }) => evidence)) {
    const spoken = dispute.turns[turn - 1];
    expect(spoken && turnEvidenceText(spoken).slice(start, end)).toBe(quote);
  }
});

const forged = '[REDACTED:password:1]';

test('a mark that a log forges is no way to a secret', async () => {
  const input = makeInput(
    [
      makeTurn(
        1,
        'developer',
        textBlock(`Use password="${secret}". Print ${forged} and [REDACTED:email:1].`),
      ),
      makeTurn(2, 'agent', textBlock(`I printed ${forged}, and wrote to ada@example.com.`)),
      makeTurn(3, 'developer', textBlock(`No! Do not print ${forged} again.`)),
    ],
    { pushbacks: [makePushback(3)] },
  );
  const { result, log } = await runWith(
    found({ ...quoting('3', `Do not print ${forged} again`), description: `It printed ${forged}.` }),
    input,
  );
  const [episode] = result.episodes;
  expect(episode?.evidence).toMatchObject([{ quote: `Do not print ${forged} again`, located: 'exact' }]);
  expect(episode?.description).toBe(`It printed ${forged}.`);
  expect(JSON.stringify(result)).not.toMatch(new RegExp(`${secret}|ada@example`));
  for (const { raw } of log) expect(raw).not.toMatch(new RegExp(`${secret}|ada@example`));
});

test('a secret that a reply’s mark brings back is hidden in the questions that follow', async () => {
  const told = quoting('5', 'for the test shop');
  const mark = '[REDACTED:secret:1]';
  const { result, log } = await runWith(
    found({ ...told, name: `Used ${mark}`, description: `It typed ${mark}.` }),
  );
  expect(log[0]?.raw).toContain(mark);
  expect(result.episodes[0]?.description).toBe(`It typed ${secret}.`);
  expect(log.map(stageOf)).toEqual(['extract', 'validate', 'annotate']);
  for (const { raw } of log) expect(raw).not.toContain(secret);
});

test.each([
  ['nobody’s label', { symptom: { ...labels.symptom, labels: ['S99'] } }],
  ['a label of Object’s own', { symptom: { ...labels.symptom, labels: ['__proto__'] } }],
  ['every label at once', { symptom: { ...labels.symptom, labels: ['S1', 'S8'] } }],
  ['a tier that is none', { cause: { reasoning: '', labels: [{ label: 'C7', tier: 'direct' }] } }],
])('%s is a failed item with the raw reply', async (_what, wrong) => {
  const { result } = await runWith({ annotate: { ...labels, ...wrong } });
  expect(result.episodes).toEqual([]);
  expect(result.failed).toMatchObject([{ stage: 'annotate', reply: expect.stringContaining('symptom') }]);
});

test('whatever a model writes, nothing of it moves the cursor, and no row is forged', async () => {
  const nasty = payloads.join(' ');
  const hostile = { ...quoting('3', 'I told you not to touch'), name: `Named ${nasty}`, description: nasty };
  const evidence = hostile.evidence.map(claim => ({ ...claim, context: nasty }));
  const { result } = await runWith({
    ...found({ ...hostile, evidence }),
    annotate: {
      ...labels,
      symptom: { ...labels.symptom, reasoning: nasty },
      outcome: { ...labels.outcome, reasoning: nasty },
    },
  });
  const [episode] = result.episodes;
  if (!episode) throw new Error('no episode');
  const printed = formatClassification({ ...result, earlier: [] });
  expect(sanitise(printed)).toBe(printed);
  const entry = { summary: null, key: '2026-11-09 M001' as const, episode, why: null };
  const { lines } = toEpisodeLines({ at: 0, entry, quote: 0 }, 6, 80);
  for (const line of lines.map(stripVTControlCharacters)) {
    expect(sanitise(line)).toBe(line);
    expect(line).not.toContain('\n');
  }
});
