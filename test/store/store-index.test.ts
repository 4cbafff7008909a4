import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { episodeKey } from '../../src/domain/episode.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeClassification, makeEpisode } from '../helpers/fake-session.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pushback-index-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const index = () => join(dir, 'sessions/index.json');
const { earlier: _none, ...classification } = makeClassification();
const session = (name: string, confidence: 'high' | 'low') => ({
  ...classification,
  session: name,
  episodes: [makeEpisode({ session: name, confidence })],
});
const review = {
  decision: 'accepted' as const,
  annotation: null,
  reason: null,
  note: '',
  at: '2026-11-10T00:00:00.000Z',
};
const waiting = () => {
  const { total, items } = openStore(dir).queue(10);
  return [total, items.map(({ episode }) => episode.session)];
};

test('the queue runs over all sessions, least sure first, and what was decided leaves it', async () => {
  const store = openStore(dir);
  await store.saveClassification(session('codex:sure', 'high'));
  await store.saveClassification(session('codex:unsure', 'low'));
  expect(waiting()).toEqual([2, ['codex:unsure', 'codex:sure']]);
  expect(store.queue(1)).toMatchObject({ total: 2, items: [{ queued: { session: 'codex:unsure' } }] });
  await store.saveReview('codex:unsure', episodeKey(classification.run, makeEpisode()), review);
  expect(waiting()).toEqual([1, ['codex:sure']]);
});

test('an index that is missing, torn, of another version or out of date is made anew', async () => {
  const store = openStore(dir);
  await store.saveClassification(session('codex:one', 'high'));
  expect(waiting()).toEqual([1, ['codex:one']]);
  const whole = readFileSync(index(), 'utf8');
  expect(statSync(index()).mode & 0o777).toBe(0o600);
  for (const text of [whole.slice(0, 40), '[]', whole.replace('"version": 1', '"version": 7'), '']) {
    writeFileSync(index(), text);
    expect(waiting()).toEqual([1, ['codex:one']]);
    expect(readFileSync(index(), 'utf8')).toBe(whole);
  }
  await store.saveClassification(session('codex:two', 'low'));
  writeFileSync(index(), whole);
  expect(waiting()).toEqual([2, ['codex:two', 'codex:one']]);
  rmSync(index());
  expect(openStore(dir).counts()).toEqual(
    new Map([
      ['codex:one', 1],
      ['codex:two', 1],
    ]),
  );
  expect(existsSync(index())).toBe(true);
});

test('what has not changed is not opened again: the index alone answers', async () => {
  const store = openStore(dir);
  await store.saveClassification(session('codex:one', 'high'));
  expect(waiting()[0]).toBe(1);
  const told = readFileSync(index(), 'utf8').replace('"episodes": 1', '"episodes": 5');
  writeFileSync(index(), told);
  expect(openStore(dir).counts()).toEqual(new Map([['codex:one', 5]]));
});

test('an index that cannot be written costs time and nothing else', async () => {
  const store = openStore(dir);
  await store.saveClassification(session('codex:one', 'high'));
  mkdirSync(index());
  expect(waiting()).toEqual([1, ['codex:one']]);
  await store.saveClassification(session('codex:two', 'low'));
  expect(waiting()).toEqual([2, ['codex:two', 'codex:one']]);
  expect(openStore(dir).problems()).toEqual([]);
});
