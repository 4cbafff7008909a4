import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSubagent } from '../../src/app/find-subagent.ts';
import { loadLibrary } from '../../src/app/load-library.ts';
import type { SessionSummary } from '../../src/domain/session-summary.ts';
import { turnToolCalls } from '../../src/domain/turn.ts';
import { makeHead, makeSummary } from '../helpers/fake-session.ts';
import { readSample } from '../helpers/samples.ts';
import { emptyFolder, writeClaudeLog, writeText } from '../helpers/write-log.ts';

const parentAt = (path: string, source: 'claude-code' | 'codex' | 'specstory'): SessionSummary => ({
  ...makeSummary([], []),
  head: makeHead({ id: `${source}:parent`, source, path }),
});
const claudeParent = (root: string) =>
  parentAt(writeClaudeLog(join(root, 'p/parent.jsonl'), 'parent', ['Add tax', 'Done']), 'claude-code');
const writeAgent = (path: string, agentId: string) =>
  writeClaudeLog(path, 'parent', ['Look for rates', 'Found two'], { agentId });

test.each([
  ['in the folder of its session', 'p/parent/subagents/agent-a1b2c3d.jsonl'],
  ['in a workflow of its session', 'p/parent/subagents/workflows/wf-1/agent-a1b2c3d.jsonl'],
  ['beside its session', 'p/agent-a1b2c3d.jsonl'],
])('a Claude Code subagent is found %s', (_where, place) => {
  const root = emptyFolder();
  const parent = claudeParent(root);
  writeAgent(join(root, 'p/parent/subagents/agent-fff0000.jsonl'), 'fff0000');
  const path = writeAgent(join(root, place), 'a1b2c3d');
  expect(findSubagent(parent, 'a1b2c3d')).toMatchObject({
    head: { id: 'claude-code:a1b2c3d', path, parent: 'claude-code:parent', title: 'Look for rates' },
    counts: null,
  });
});

test.each([
  ['photo-backup', 'claude-code', 'a4f09c1e7b2d85360', 'ab7715d03c9e4f218'],
  ['tide-clock/e8a41b60', 'claude-code', 'f3b8a21'],
  ['checkout-currency', 'claude-code', 'a7c31f09'],
  ['map-tiles/2026/10/21', 'codex', '01a1607b'],
])('every subagent that the sample %s names is found by its call', (sample, source, ...ids) => {
  const { turns, outline } = readSample(sample);
  const parent = { ...makeSummary([], []), head: outline.head };
  const named = turns.flatMap(turnToolCalls).flatMap(call => call.subagent ?? []);
  expect(named).toHaveLength(ids.length);
  for (const id of named) {
    expect(findSubagent(parent, id)?.head).toMatchObject({ id: `${source}:${id}`, parent: outline.head.id });
    expect(ids.some(start => id.startsWith(start))).toBe(true);
  }
});

test('the subagent of a subagent is found beside it', () => {
  const root = emptyFolder();
  const parent = claudeParent(root);
  writeAgent(join(root, 'p/parent/subagents/agent-outer.jsonl'), 'outer');
  writeAgent(join(root, 'p/parent/subagents/agent-inner.jsonl'), 'inner');
  const outer = findSubagent(parent, 'outer');
  expect(outer && findSubagent(outer, 'inner')?.head.id).toBe('claude-code:inner');
});

const meta = (id: string, parent: string, instructions = '') =>
  `${JSON.stringify({
    timestamp: '2026-06-17T22:10:00.000Z',
    type: 'session_meta',
    payload: {
      id,
      timestamp: '2026-06-17T22:10:00.000Z',
      cwd: '/home/dev/shop',
      base_instructions: { text: instructions },
      source: { subagent: { thread_spawn: { parent_thread_id: parent, depth: 1 } } },
    },
  })}\n`;
// A UUID of version 7 made on 2026-06-18.
const child = '019ed84f-1a00-7000-8000-0000000000aa';

test.each([
  ['of the same day', '2026/06/17'],
  ['of the day that its id tells', '2026/06/18'],
  ['of the day after, where the clock is ahead', '2026/06/19'],
])('a Codex subagent is found among the rollouts %s', (_where, day) => {
  const root = emptyFolder();
  const parent = parentAt(join(root, 'sessions/2026/06/17/rollout-2026-06-17T10-00-00-x.jsonl'), 'codex');
  const name = `rollout-2026-06-18T00-10-00-${child}.jsonl`;
  const path = writeText(join(root, 'sessions', day, name), meta(child, 'x', 'Be brief. '.repeat(3000)));
  expect(findSubagent(parent, child)?.head).toMatchObject({ id: `codex:${child}`, path, parent: 'codex:x' });
});

test('a Codex subagent with a first line longer than a glance is never listed, not even at first', async () => {
  const root = emptyFolder();
  writeText(join(root, `logs/rollout-1-${child}.jsonl`), meta(child, 'x', 'Be brief. '.repeat(3000)));
  const job = {
    roots: [join(root, 'logs')],
    index: join(root, 'index.db'),
    program: 'test',
    glance: true,
    told: [],
  };
  const events = (await Array.fromAsync(loadLibrary(job))).flat();
  expect(events.filter(event => event.kind !== 'progress')).toEqual([{ kind: 'done' }]);
});

test('in a flat archive it is found beside its parent', () => {
  const root = emptyFolder();
  const path = writeText(join(root, `archived/rollout-1-${child}.jsonl`), meta(child, 'x'));
  expect(findSubagent(parentAt(join(root, 'archived/rollout-0-x.jsonl'), 'codex'), child)?.head.path).toBe(
    path,
  );
});

test('a log that is gone, belongs to another, or is no log is none', () => {
  const root = emptyFolder();
  const parent = claudeParent(root);
  expect(findSubagent(parent, 'a1b2c3d')).toBeNull();
  const other = writeAgent(join(root, 'p/parent/subagents/agent-other00.jsonl'), 'other00');
  cpSync(other, join(root, 'p/agent-a1b2c3d.jsonl'));
  expect(findSubagent(parent, 'a1b2c3d')).toBeNull();
  writeText(join(root, 'p/agent-b000000.jsonl'), '# Notes\n');
  expect(findSubagent(parent, 'b000000')).toBeNull();
});

test('an id from a log leads nowhere but to a log of that name', () => {
  const root = emptyFolder();
  const parent = claudeParent(root);
  writeAgent(join(root, 'x.jsonl'), '../../x');
  expect(findSubagent(parent, '../../x')).toBeNull();
  expect(findSubagent(parent, '')).toBeNull();
  expect(findSubagent(parentAt('notes.md', 'specstory'), 'a1b2c3d')).toBeNull();
});
