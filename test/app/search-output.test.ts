import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { SearchAnswer } from '../../src/app/app.ts';
import { type CommandApp, openApp } from '../../src/app/open-app.ts';
import { makeRequest } from '../helpers/fake-search.ts';
import { samplesFolder } from '../helpers/samples.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const opened: CommandApp[] = [];
const openSamples = async (): Promise<CommandApp> => {
  const root = emptyFolder();
  const app = openApp({
    sessions: [samplesFolder],
    store: join(root, 'store'),
    cwd: root,
    home: root,
    env: {},
    now: () => new Date('2026-11-24T00:00:00Z'),
  });
  opened.push(app);
  await app.library();
  return app;
};
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

test('what a tool gave back is found in the logs, told log by log, and shown with its words', async () => {
  const app = await openSamples();
  const parts: SearchAnswer[] = [];
  const answer = await app.search(makeRequest('in:output AssertionError'), part => parts.push(part));
  expect(answer?.hits.length).toBeGreaterThan(0);
  expect(answer?.hits.every(({ snippet }) => /assertionerror/i.test(snippet))).toBe(true);
  expect(parts.length).toBeGreaterThan(0);
  expect(answer?.total).toBe(parts.at(-1)?.total);
});

test('output is narrowed by session filters, and wants a word', async () => {
  const app = await openSamples();
  const all = await app.search(makeRequest('in:output passed'));
  const codex = await app.search(makeRequest('in:output passed agent:codex'));
  expect(codex?.total).toBeGreaterThan(0);
  expect(codex?.total).toBeLessThan(all?.total ?? 0);
  expect(codex?.hits.every(({ session }) => session.startsWith('codex:'))).toBe(true);
  expect((await app.search(makeRequest('in:output')))?.problems).toMatchObject([{ at: 0 }]);
});

test('a later search takes the place of one that is still looking', async () => {
  const app = await openSamples();
  const first = app.search(makeRequest('in:output passed'));
  const second = app.search(makeRequest('tax'));
  expect(await first).toBeNull();
  expect((await second)?.total).toBeGreaterThan(0);
});

test('episodes are found by label once they are classified', async () => {
  const app = await openSamples();
  expect((await app.search(makeRequest('has:episode')))?.total).toBe(0);
  const summary = await app.resolve('currency switch');
  const { episodes } = await app.classify(summary, {
    engine: 'offline',
    signal: new AbortController().signal,
  });
  const [label] = episodes[0]?.annotation.symptom.labels ?? [];
  const answer = await app.search(makeRequest(`symptom:${label} in:developer`));
  expect(answer?.hits.map(({ session }) => session)).toContain(summary.head.id);
});
