import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Classification, Episode } from '../../src/domain/episode.ts';
import { UserError } from '../../src/errors.ts';
import { openStore } from '../../src/store/open-store.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pushback-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const episode: Episode = {
  id: 'M001',
  session: 'codex:one',
  name: 'Lock File Touched',
  description: 'The agent changed it.',
  goal: 'instruction',
  confidence: 'high',
  evidence: [{ turn: 3, quote: 'I said not to', context: '', located: 'exact', start: 0, end: 13 }],
  onset: 2,
  pushback: [3],
  resolvedAt: null,
  verdict: { label: 'valid', reason: null, note: 'explicit' },
  annotation: {
    symptom: { labels: ['S3'], other: null, reasoning: '' },
    cause: { labels: [{ label: 'C7', tier: null }], reasoning: '' },
    outcome: { severity: 'DS1', locus: null, reasoning: '' },
    resolution: { status: 'RS2', resolver: null, reasoning: '' },
  },
  span: { turns: 1, toolCalls: 2, minutes: null, tokens: null },
  review: null,
};
const { evidence: _evidence, ...rest } = episode;
const run = (engine: string, episodes: readonly Episode[] = []): Classification => ({
  session: 'codex:one',
  run: {
    engine,
    model: null,
    promptHashes: { extract: 'ab12' },
    startedAt: '2026-11-01T09:00:00.000Z',
    endedAt: null,
    usage: { input: 1, cached: 0, output: 2 },
    cost: null,
    outcome: 'done',
  },
  episodes,
  rejected: [{ candidate: { ...rest, evidence: [] }, reason: 'custom:too_vague', note: '' }],
  failed: [{ stage: 'annotate', item: 'M002', error: 'no JSON', reply: '{' }],
});
const files = () => readdirSync(join(dir, 'sessions')).sort();
const onlyFile = () => join(dir, 'sessions', files()[0] ?? '');

test('an empty store knows nothing and makes no folder', () => {
  const store = openStore(dir);
  expect(store.classification('codex:one')).toBeNull();
  expect(store.history('codex:one')).toEqual([]);
  expect(store.counts()).toEqual(new Map());
  expect(readdirSync(dir)).toEqual([]);
});

test('the newest run is the classification and older runs stay', async () => {
  const store = openStore(dir);
  await store.saveClassification(run('offline'));
  await store.saveClassification(run('other', [episode]));
  const fresh = openStore(dir);
  expect(fresh.classification('codex:one')).toEqual(run('other', [episode]));
  expect(fresh.history('codex:one').map(({ run: { engine } }) => engine)).toEqual(['offline', 'other']);
  expect(fresh.counts()).toEqual(new Map([['codex:one', 1]]));
  expect(fresh.problems()).toEqual([]);
});

test('only the owner may read what is kept, and no lock or half-written file is left', async () => {
  await openStore(dir).saveClassification(run('offline'));
  expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  expect(statSync(join(dir, 'sessions')).mode & 0o777).toBe(0o700);
  expect(files()).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.json$/)]);
});

test.each([
  '{"version":1,"sess',
  '[]',
  '{"version":1,"session":"codex:one","runs":[{}],"reviews":{},"marks":[]}',
])('a torn file is told, set aside at the next save and never lost: %s', async torn => {
  await openStore(dir).saveClassification(run('offline'));
  const path = onlyFile();
  writeFileSync(path, torn);
  const store = openStore(dir);
  expect(store.classification('codex:one')).toBeNull();
  expect(store.problems()).toEqual([expect.objectContaining({ path, line: null })]);
  await store.saveClassification(run('second'));
  expect(readFileSync(`${path}.torn-1`, 'utf8')).toBe(torn);
  expect(store.history('codex:one')).toHaveLength(1);
  writeFileSync(path, torn);
  await store.saveClassification(run('third'));
  expect(readFileSync(`${path}.torn-2`, 'utf8')).toBe(torn);
});

test('a file of a newer version is neither read nor changed', async () => {
  const store = openStore(dir);
  await store.saveClassification(run('offline'));
  const newer = JSON.stringify({ version: 2, session: 'codex:one', other: true });
  writeFileSync(onlyFile(), newer);
  expect(() => store.classification('codex:one')).toThrow(UserError);
  await expect(store.saveClassification(run('second'))).rejects.toThrow(UserError);
  expect(store.counts()).toEqual(new Map());
  expect(store.problems()).toHaveLength(1);
  expect(readFileSync(onlyFile(), 'utf8')).toBe(newer);
});

test('fields that this version does not know survive a save', async () => {
  const store = openStore(dir);
  await store.saveClassification(run('offline'));
  const kept = { ...JSON.parse(readFileSync(onlyFile(), 'utf8')), later: { x: 1 }, marks: [{ turn: 4 }] };
  writeFileSync(onlyFile(), JSON.stringify(kept));
  await store.saveClassification(run('second'));
  expect(JSON.parse(readFileSync(onlyFile(), 'utf8'))).toMatchObject({
    later: { x: 1 },
    marks: [{ turn: 4 }],
  });
});

test('two processes that save at once lose nothing', async () => {
  const url = pathToFileURL(join(import.meta.dirname, '../../src/store/open-store.ts')).href;
  const code = (name: string) => `
    const { openStore } = await import(${JSON.stringify(url)});
    const store = openStore(${JSON.stringify(dir)});
    const base = ${JSON.stringify(run('x'))};
    for (let n = 0; n < 5; n += 1)
      await store.saveClassification({ ...base, run: { ...base.run, engine: '${name}' + n } });`;
  const start = (name: string) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', code(name)]);
  await Promise.all([start('a'), start('b')]);
  const engines = openStore(dir)
    .history('codex:one')
    .map(({ run: { engine } }) => engine);
  expect(engines.sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2', 'b3', 'b4']);
});
