/**
 * Saves to a store without end, for prove-store.ts to kill or to set two of against each other: `DIR SESSION NAME
 * UNTIL`. Prints a line after each save that it was told is done: `run NAME-n` or `reviews NAME-n`. Ends at the time UNTIL (ms).
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Classification, episodeKey, type Review } from '../domain/episode.ts';
import { openStore } from '../store/open-store.ts';

const [dir = '', session = '', name = '', until = '0'] = process.argv.slice(2);
const store = openStore(dir);

const episodes = Array.from({ length: 5 }, (_, n) => ({
  id: `M00${n}`,
  session,
  name: 'Invented For The Proof',
  description: 'Long enough that a write takes its time. '.repeat(20),
  goal: 'instruction' as const,
  confidence: 'high' as const,
  evidence: [{ turn: n, quote: 'no', context: '', located: 'exact' as const, start: 0, end: 2 }],
  onset: n,
  pushback: [n],
  resolvedAt: null,
  verdict: { label: 'valid' as const, reason: null, note: '' },
  annotation: {
    symptom: { labels: ['S3' as const], other: null, reasoning: '' },
    cause: { labels: [{ label: 'C7' as const, tier: null }], reasoning: '' },
    outcome: { severity: 'DS1' as const, locus: null, reasoning: '' },
    resolution: { status: 'RS2' as const, resolver: null, reasoning: '' },
  },
  span: { turns: null, toolCalls: null, minutes: null, tokens: null },
  review: null,
}));
const toRun = (engine: string): Classification => ({
  session,
  run: {
    engine,
    model: null,
    promptHashes: {},
    startedAt: new Date().toISOString(),
    endedAt: null,
    usage: null,
    cost: null,
    outcome: 'done',
  },
  episodes,
  rejected: [],
  failed: [],
});
const reviewOf = (note: string): Review => ({
  decision: 'accepted',
  annotation: null,
  reason: null,
  note,
  at: '2026-11-02T09:00:00.000Z',
});

for (let n = 0; Date.now() < Number(until); n += 1) {
  const run = toRun(`${name}-${n}`);
  await store.saveClassification(run);
  console.log(`run ${name}-${n}`);
  for (const episode of run.episodes)
    await store.saveReview(session, episodeKey(run.run, episode), reviewOf(`${name}-${n}`));
  console.log(`reviews ${name}-${n}`);
  // Nobody saves without a pause; a process that did would keep the lock from the other by being nearer to it.
  await wait(Math.random() * 20);
}
