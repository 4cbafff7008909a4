import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandApp, openApp } from '../../src/app/open-app.ts';
import { type OutputName, outputNames, outputs } from '../../src/app/schemas/index.ts';
import { type ClassifyFlags, classify } from '../../src/commands/classify.ts';
import { classifyBatch } from '../../src/commands/classify-batch.ts';
import { doctor } from '../../src/commands/doctor.ts';
import { exportSessions } from '../../src/commands/export.ts';
import { exportOne } from '../../src/commands/export-session.ts';
import { find } from '../../src/commands/find.ts';
import { list } from '../../src/commands/list.ts';
import { moments } from '../../src/commands/moments.ts';
import type { Output } from '../../src/commands/output.ts';
import { report } from '../../src/commands/report.ts';
import { review } from '../../src/commands/review.ts';
import { rules } from '../../src/commands/rules.ts';
import { show } from '../../src/commands/show.ts';
import { episodeKey } from '../../src/domain/episode.ts';
import { type FakeServer, type Sent, startFakeOpenAI } from '../helpers/fake-openai-server.ts';
import { labels, valid, wireCandidate } from '../helpers/invented-dispute.ts';
import { root, runCli } from '../helpers/run-cli.ts';
import { samplesFolder } from '../helpers/samples.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const key = 'sk-proj-Invented0Key0For0Tests';
const disputed = 'claude-code:b0ca5f7f-b5b2-4dfd-a51e-d6afa5eb9c3f';
const at = '2026-11-24T00:00:00.000Z';

const candidate = wireCandidate('Edit Of The Tax Code', {
  turn: 'TURN 3 | USER',
  quote: 'I told you not to touch the tax code.',
  context: 'The objection.',
});
const unwritten = { turn: 'TURN 3 | USER', quote: 'Leave every single colour alone', context: 'None.' };
const answers: Readonly<Record<string, unknown>> = {
  extract: { misalignments: [candidate, { ...candidate, id: 'M002', evidence: [unwritten] }] },
  validate: valid,
  annotate: labels,
};
/** The model takes every developer turn that it is shown for a correction. */
const labelEach = ({ body }: Sent) => ({
  labels: [...(body.messages[1]?.content.matchAll(/^\[TURN (\d+) \| USER\]/gm) ?? [])].map(([, turn]) => ({
    ...{ turn: Number(turn), class: 'correction', secondary: [], confidence: 'low' },
  })),
});
const answer = (sent: Sent) => {
  const stage = sent.body.response_format.json_schema.name;
  return { kind: 'reply', content: stage === 'label' ? labelEach(sent) : answers[stage] } as const;
};

let server: FakeServer;
let app: CommandApp;
beforeAll(async () => {
  server = await startFakeOpenAI(key, answer);
  const home = emptyFolder();
  app = openApp({
    sessions: [samplesFolder],
    store: join(home, 'store'),
    ...{ cwd: home, home, env: { OPENAI_API_KEY: key } },
    ...{ model: 'gpt-4.1', baseUrl: server.baseURL, labelTurns: true },
    now: () => new Date(),
  });
  await app.library();
});
afterAll(async () => {
  await app.close();
  await server.close();
});

const print = async (use: (output: Output) => Promise<unknown>): Promise<unknown> => {
  const lines: string[] = [];
  await use({ out: text => lines.push(text), talk: () => {} });
  return JSON.parse(lines.join('\n'));
};

const published = (name: OutputName) => {
  const schema = JSON.parse(readFileSync(join(root, `docs/schemas/${name}.json`), 'utf8'));
  return new Ajv2020({ allErrors: true }).compile(schema);
};

/** Parsing takes away every key that no schema names, so what comes out differs where one is missing there. */
const expectDescribed = (name: OutputName, printed: unknown) => {
  expect(outputs[name].parse(printed)).toEqual(printed);
  const holds = published(name);
  holds(printed);
  expect(holds.errors).toBeNull();
};

const json = { json: true };
const classified = (sessions: readonly string[], more: Partial<ClassifyFlags> = {}) =>
  print(output =>
    classify(
      app,
      sessions,
      {
        ...{ ...json, engine: 'offline', fresh: false, preview: false },
        ...{ yes: true, limits: { cost: 1, tokens: null }, ...more },
      },
      { ...output, confirm: null, status: null, signal: new AbortController().signal },
    ),
  );

test('list', async () => {
  expectDescribed('list', await print(output => list(app, json, output)));
});

test('show, of every session that is shipped', async () => {
  const { sessions } = await app.library();
  for (const { head } of sessions)
    expectDescribed('show', await print(output => show(app, head.id, json, output)));
});

test('find and moments', async () => {
  const options = { ...json, pushback: false, limit: 50 };
  for (const query of ['tax', 'has:pushback'])
    expectDescribed('find', await print(output => find(app, query, options, output)));
  for (const by of ['none', 'class', 'about'] as const) {
    const view = { ...json, order: 'strongest', by, limit: Infinity } as const;
    expectDescribed('moments', await print(output => moments(app, [], view, output)));
  }
});

test('classify: of one session by a model, of several offline, previewed, as a batch', async () => {
  const remote = { engine: 'openai' } as const;
  expectDescribed('classify', await classified([disputed], { ...remote, preview: true }));
  expectDescribed('classify', await classified([disputed, join(samplesFolder, 'codex')]));
  const asked = await classified([disputed], remote);
  expect(asked).toMatchObject({
    turnLabels: expect.any(Array),
    rejected: [{}],
    run: { remote: { reused: 0 } },
  });
  expectDescribed('classify', asked);
  const flags = { ...json, folder: emptyFolder(), cancel: false, yes: true };
  const limits = { cost: null, tokens: null };
  const begun = await print(output =>
    classifyBatch(
      app,
      [join(samplesFolder, 'droid')],
      { ...flags, limits },
      { ...output, confirm: null, status: null, signal: new AbortController().signal },
    ),
  );
  expect(begun).toMatchObject({ state: 'pending' });
  expectDescribed('classify', begun);
});

test('review: the queue, the agreement, and the runs of a session, with what a person decided and marked', async () => {
  const options = { ...json, agreement: false, limit: 50 };
  const queue = await print(output => review(app, undefined, options, output));
  expect(queue).not.toMatchObject({ total: 0 });
  expectDescribed('review', queue);
  const runs = await app.history(disputed);
  for (const { run, episodes } of runs)
    for (const episode of episodes) {
      const { annotation } = episode;
      const decision = { decision: 'edited', annotation, reason: null, note: 'so it is', at } as const;
      await app.reviewEpisode(disputed, episodeKey(run, episode), decision);
    }
  await app.mark(disputed, 3, { turn: 3, note: 'look again', at });
  await app.reviewPushback(disputed, 1, { decision: 'edited', class: 'correction', note: '', at });
  const shown = await print(output => show(app, disputed, json, output));
  const { marks, turns } = outputs.show.parse(shown);
  expect([marks[0]?.turn, turns[0]?.pushback?.class]).toEqual([3, 'correction']);
  expectDescribed('show', shown);
  expectDescribed('review', await print(output => review(app, disputed, options, output)));
  const pairs = await print(output => review(app, undefined, { ...options, agreement: true }, output));
  expectDescribed('review', pairs);
});

test('report, rules, export and doctor', async () => {
  const view = { format: 'json', width: 80 } as const;
  expectDescribed('rules', await print(output => rules(app, json, { ...output, status: null })));
  expectDescribed('report', await print(output => report(app, view, { ...output, status: null })));
  for (const reveal of [false, true]) {
    const part = { format: 'json', turns: null, episode: null, reveal, yes: true } as const;
    const shared = await print(output => exportOne(app, [disputed], part, { ...output, confirm: null }));
    expectDescribed('export', shared);
    expectDescribed(
      'export',
      await print(output =>
        exportSessions(app, [disputed], { reveal, yes: true }, { ...output, confirm: null }),
      ),
    );
  }
  expectDescribed('doctor', await print(output => doctor(app, json, '1.0.0', output)));
});

test.each([[['find', 'zebra', '--sessions', 'sessions/specstory']], [['list', '--nonsense']]])(
  'an error: %j',
  args => {
    expectDescribed('error', JSON.parse(runCli([...args, '--json']).out));
  },
);

test('a key that nobody described, a wrong unit and a missing field are seen', async () => {
  const view = { ...json, order: 'strongest', by: 'none', limit: 3 } as const;
  const printed = outputs.moments.parse(await print(output => moments(app, [], view, output)));
  const [moment] = printed.moments;
  expect(() => expectDescribed('moments', { ...printed, extra: 1 })).toThrow();
  expect(() => expectDescribed('moments', { ...printed, moments: [{ ...moment, extra: 1 }] })).toThrow();
  const holds = published('moments');
  expect(holds({ ...printed, extra: 1 })).toBe(true);
  expect(holds({ ...printed, moments: [{ ...moment, strength: 82 }] })).toBe(false);
  expect(holds({ moments: printed.moments })).toBe(false);
});

test('every schema says what it is for and closes no object to what may come', () => {
  for (const name of outputNames) {
    const text = readFileSync(join(root, `docs/schemas/${name}.json`), 'utf8');
    expect(JSON.parse(text).title).toContain('--json');
    expect(text).not.toContain('"additionalProperties": false');
  }
});
