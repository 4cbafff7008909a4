import { describe, expect, test } from 'vitest';
import { pushbackClasses } from '../src/domain/pushback.ts';
import { countTurns } from '../src/domain/session.ts';
import { isInterrupted, turnToolCalls } from '../src/domain/turn.ts';
import { detectPushbacks } from '../src/pushback/detect-pushback.ts';
import { readSample, samples } from './helpers/samples.ts';

const sessions = samples
  .map(({ name }) => ({ name, ...readSample(name) }))
  .filter(({ outline }) => outline.head.parent === null);

describe.each(['claude-code', 'codex', 'specstory'])('the samples of %s', source => {
  const own = sessions.filter(({ outline }) => outline.head.source === source);
  const turns = own.flatMap(session => session.turns);
  const calls = turns.flatMap(turnToolCalls);

  test('are at least two sessions of ten developer turns or more', () => {
    const long = own.filter(({ outline }) => countTurns(outline.spans, 'developer') >= 10);
    expect(long.length).toBeGreaterThanOrEqual(2);
  });

  test('show a stop, a refused call, a failed one, thinking, and edits with both sides', () => {
    expect(turns.some(isInterrupted)).toBe(true);
    expect(calls.filter(call => call.status === 'rejected')).not.toEqual([]);
    expect(calls.filter(call => call.status === 'error')).not.toEqual([]);
    expect(turns.flatMap(turn => turn.blocks).filter(block => block.kind === 'thinking')).not.toEqual([]);
    expect(calls.flatMap(call => call.edits).filter(edit => edit.before && edit.after)).not.toEqual([]);
  });

  test('push back in at least four ways', () => {
    const found = own.flatMap(session => detectPushbacks(session.turns).map(one => one.class));
    expect(new Set(found).size).toBeGreaterThanOrEqual(4);
  });
});

test('the samples together show every class of pushback, a picture, a compaction and words in Chinese or Japanese', () => {
  const found = new Set(sessions.flatMap(({ turns }) => detectPushbacks(turns).map(one => one.class)));
  expect(pushbackClasses.filter(name => !found.has(name))).toEqual([]);
  const blocks = sessions.flatMap(({ turns }) => turns.flatMap(turn => turn.blocks));
  expect(blocks.filter(block => block.kind === 'image').length).toBeGreaterThanOrEqual(2);
  const notes = blocks.flatMap(block => (block.kind === 'note' ? [block.label] : []));
  expect(notes).toContain('conversation compacted');
  expect(notes).toContain('summary of the conversation so far');
  expect(blocks.some(block => block.kind === 'text' && /[\u3040-\u30ff\u4e00-\u9fff]/.test(block.text))).toBe(
    true,
  );
});
