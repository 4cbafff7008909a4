import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimLog } from '../../src/app/claim-log.ts';
import { openLog } from '../../src/app/open-session.ts';
import { type Found, openLogBeside } from '../../src/app/start-beside-worker.ts';
import { summariseSession } from '../../src/app/summarise-session.ts';
import { writeLargeLog } from '../../src/dev/large-log.ts';
import type { SessionCounts } from '../../src/domain/session-summary.ts';
import { stampOf } from '../../src/files/find-logs.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const readWhole = (path: string) => {
  const session = openLog(path);
  while (session.readOn());
  const outline = session.outline();
  const last = session.turn(outline.spans.length);
  session.close();
  return { outline, last };
};

const countWhole = (path: string): SessionCounts | null => {
  const stamp = stampOf(path);
  const { claim } = stamp ? claimLog({ ...stamp, named: true }) : { claim: null };
  return claim && summariseSession(claim).summary.counts;
};

test.each(['claude-code', 'codex'] as const)(
  'a large log (%s) is read and counted by another thread as on this one, and of what is added to it only that is read',
  async format => {
    const path = join(emptyFolder(), 'rollout-2026-10-01.jsonl');
    const next = writeLargeLog(path, format, 9 * 1024 * 1024);
    const session = openLogBeside(path);
    expect(session.beside).toBeDefined();
    expect(session.readOn()).toBe(true);
    const here = session.outline().spans.length;
    const found: Found[] = [];
    let isTold = () => {};
    const stop = session.beside?.listen(one => {
      found.push(one);
      if (one.kind === 'counted') isTold();
    });
    const counted = async (): Promise<SessionCounts | undefined> => {
      await new Promise<void>(resolve => {
        isTold = resolve;
      });
      const last = found.findLast(one => one.kind === 'counted');
      return last?.kind === 'counted' ? last.counts : undefined;
    };
    const counts = await counted();
    const whole = readWhole(path);
    expect(whole.outline.spans.length).toBeGreaterThan(here);
    expect(session.outline()).toEqual(whole.outline);
    expect(session.turn(whole.outline.spans.length)).toEqual(whole.last);
    expect(counts).toEqual(countWhole(path));
    expect(session.beside?.happened()).toHaveLength(whole.outline.spans.length);

    // What was read once is damaged where no sample is taken: who read it again would find a torn record.
    damageBetweenSamples(path);
    writeLargeLog(path, format, 100_000, next);
    session.beside?.grow();
    await counted();
    stop?.();
    const grown = readWhole(path).outline;
    expect(session.outline().spans).toHaveLength(grown.spans.length);
    expect(session.outline().problems).toHaveLength(0);
    expect(grown.problems).not.toHaveLength(0);
    session.close();
  },
);

test('a small log is read on this thread', () => {
  const path = join(emptyFolder(), 'small.jsonl');
  writeLargeLog(path, 'claude-code', 50_000);
  const session = openLogBeside(path);
  expect(session.beside).toBeUndefined();
  session.close();
});

/** Samples stand every 150 KB or so and are 16 KB long: a record in the middle of a gap gets a byte that ends it. */
const damageBetweenSamples = (path: string): void => {
  const gap = (9 * 1024 * 1024 - 16_384) / 63;
  const file = openSync(path, 'r+');
  writeSync(file, '"}{"'.repeat(20), Math.floor(gap * 30.5));
  closeSync(file);
};
