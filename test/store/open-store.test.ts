import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Classification, type Episode, episodeKey, type Review } from '../../src/domain/episode.ts';
import type { PushbackReview } from '../../src/domain/pushback.ts';
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
  expect(fresh.classification('codex:one')).toEqual({ ...run('other', [episode]), earlier: [] });
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
  const newer = JSON.stringify({ version: 99, session: 'codex:one', other: true });
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
  const kept = { ...JSON.parse(readFileSync(onlyFile(), 'utf8')), later: { x: 1 } };
  writeFileSync(onlyFile(), JSON.stringify(kept));
  await store.saveClassification(run('second'));
  expect(JSON.parse(readFileSync(onlyFile(), 'utf8'))).toMatchObject({
    later: { x: 1 },
  });
});

const accepted: Review = {
  decision: 'accepted',
  annotation: null,
  reason: null,
  note: '',
  at: '2026-11-02T09:00:00.000Z',
};
const rejected: Review = { ...accepted, decision: 'rejected', note: 'not what happened' };
const first = run('offline', [episode]);
const key = episodeKey(first.run, episode);

test('a review comes back with its episode, the last one counts, and what it overrides stays on file', async () => {
  const store = openStore(dir);
  await store.saveClassification(first);
  await store.saveReview('codex:one', key, accepted);
  await store.saveReview('codex:one', key, rejected);
  const fresh = openStore(dir);
  expect(fresh.classification('codex:one')?.episodes).toEqual([{ ...episode, review: rejected }]);
  expect(JSON.parse(readFileSync(onlyFile(), 'utf8'))).toMatchObject({
    runs: [{ episodes: [{ verdict: { label: 'valid' }, review: null }] }],
    reviews: { [key]: [accepted, rejected] },
  });
});

test('a review that is taken back is gone from the episode and still on file', async () => {
  const store = openStore(dir);
  await store.saveClassification(first);
  await store.saveReview('codex:one', key, rejected);
  await store.saveReview('codex:one', key, null);
  expect(store.classification('codex:one')?.episodes[0]?.review).toBeNull();
  expect(readFileSync(onlyFile(), 'utf8')).toContain('not what happened');
});

test('a new run of the same episode finds it decided already, and a decision of its own wins there', async () => {
  const store = openStore(dir);
  const later = { ...first, run: { ...first.run, startedAt: '2026-11-03T09:00:00.000Z' } };
  await store.saveClassification(first);
  await store.saveReview('codex:one', key, rejected);
  await store.saveClassification(later);
  expect(store.classification('codex:one')?.episodes[0]?.review).toEqual(rejected);
  expect(store.counts()).toEqual(new Map([['codex:one', 0]]));
  await store.saveReview('codex:one', episodeKey(later.run, episode), null);
  const reviews = store.history('codex:one').map(({ episodes }) => episodes[0]?.review);
  expect(reviews).toEqual([rejected, null]);
});

test('what a person upheld and a new run does not find is listed beside it, and counts', async () => {
  const store = openStore(dir);
  await store.saveClassification(first);
  await store.saveReview('codex:one', key, accepted);
  await store.saveClassification({ ...first, run: { ...first.run, startedAt: '2026-11-03' }, episodes: [] });
  const newest = store.classification('codex:one');
  expect(newest?.episodes).toEqual([]);
  expect(newest?.earlier).toEqual([{ ...episode, key, review: accepted }]);
  expect(store.counts()).toEqual(new Map([['codex:one', 1]]));
});

test('an episode that a person rejected is not counted', async () => {
  const store = openStore(dir);
  await store.saveClassification(first);
  await store.saveReview('codex:one', key, rejected);
  expect(store.counts()).toEqual(new Map([['codex:one', 0]]));
});

const noPushback: PushbackReview = {
  decision: 'rejected',
  class: null,
  note: '',
  at: '2026-11-02T09:00:00.000Z',
};
const other: PushbackReview = { ...noPushback, decision: 'edited', class: 'scope_objection' };

test('a person’s word on a turn is kept without any run, by turn, the last one counts', async () => {
  const store = openStore(dir);
  await store.savePushbackReview('codex:one', 3, noPushback);
  await store.savePushbackReview('codex:one', 3, other);
  await store.savePushbackReview('codex:one', 7, noPushback);
  await store.savePushbackReview('codex:two', 5, noPushback);
  await store.savePushbackReview('codex:two', 5, null);
  const fresh = openStore(dir);
  expect(fresh.pushbackReviews('codex:one')).toEqual(
    new Map([
      [3, other],
      [7, noPushback],
    ]),
  );
  expect(fresh.pushbackReviews('codex:two')).toEqual(new Map());
  expect(fresh.allPushbackReviews()).toEqual(new Map([['codex:one', fresh.pushbackReviews('codex:one')]]));
  expect(fresh.classification('codex:one')).toBeNull();
  expect(fresh.counts()).toEqual(new Map());
});

test('a file of version 1 is read as if it were of today, and is of today after the next save', async () => {
  const store = openStore(dir);
  await store.saveClassification(first);
  const { pushbackReviews: _none, ...kept } = JSON.parse(readFileSync(onlyFile(), 'utf8'));
  const { reason: _reason, ...old } = accepted;
  writeFileSync(onlyFile(), JSON.stringify({ ...kept, version: 1, reviews: { [key]: [null, old] } }));
  expect(store.classification('codex:one')?.episodes[0]?.review).toEqual(accepted);
  expect(store.problems()).toEqual([]);
  await store.savePushbackReview('codex:one', 3, noPushback);
  expect(JSON.parse(readFileSync(onlyFile(), 'utf8'))).toMatchObject({
    version: 4,
    runs: [{ run: { engine: 'offline' } }],
    reviews: { [key]: [null, accepted] },
    pushbackReviews: { 3: [noPushback] },
  });
});

test('marks of a turn are kept with what they were before, and stand in the order of the turns', async () => {
  const store = openStore(dir);
  const late = { turn: 9, note: '', at: '2026-11-24T10:00:00Z' };
  const early = { turn: 2, note: 'the port again', at: '2026-11-24T10:01:00Z' };
  for (const mark of [late, early]) await store.saveMark('codex:one', mark.turn, mark);
  expect(openStore(dir).marks('codex:one')).toEqual([early, late]);
  await store.saveMark('codex:one', 2, null);
  expect(openStore(dir).marks('codex:one')).toEqual([late]);
  expect(JSON.parse(readFileSync(onlyFile(), 'utf8')).marks).toEqual({ 2: [early, null], 9: [late] });
  expect(store.marks('codex:two')).toEqual([]);
});

test('what stood in the list of marks of an older version is not lost', async () => {
  const store = openStore(dir);
  await store.saveClassification(first);
  const kept = JSON.parse(readFileSync(onlyFile(), 'utf8'));
  writeFileSync(onlyFile(), JSON.stringify({ ...kept, version: 2, marks: [{ turn: 4 }] }));
  await store.saveMark('codex:one', 1, { turn: 1, note: '', at: '2026-11-24T10:00:00Z' });
  expect(JSON.parse(readFileSync(onlyFile(), 'utf8'))).toMatchObject({
    version: 4,
    formerMarks: [{ turn: 4 }],
    marks: { 1: [{ turn: 1 }] },
  });
});

test.skipIf(!existsSync('/dev/full'))(
  'a full disk is told, and what was kept stays (skipped without /dev/full)',
  async () => {
    const store = openStore(dir);
    await store.saveClassification(first);
    const path = onlyFile();
    const before = readFileSync(path, 'utf8');
    const half = join(dir, 'sessions', `.${files()[0]}.tmp`);
    symlinkSync('/dev/full', half);
    await expect(store.saveReview('codex:one', key, rejected)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/cannot be written.*ENOSPC/),
      nextStep: expect.stringContaining('Free some space'),
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
    rmSync(half);
    await store.saveReview('codex:one', key, rejected);
    expect(store.classification('codex:one')?.episodes[0]?.review).toEqual(rejected);
  },
);

test('a place that is no folder is told, when saving and when reading', async () => {
  const file = join(dir, 'taken');
  writeFileSync(file, '');
  const store = openStore(file);
  await expect(store.saveClassification(first)).rejects.toThrow(UserError);
  expect(() => store.classification('codex:one')).toThrow(UserError);
});
