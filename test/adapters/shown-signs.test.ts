import { expect, test } from 'vitest';
import { adapters } from '../../src/adapters/index.ts';
import { showsSign } from '../../src/adapters/shown-signs.ts';
import { turnToolCalls } from '../../src/domain/turn.ts';
import { wordlessSigns } from '../../src/domain/wordless-sign.ts';
import { readSample, samples } from '../helpers/samples.ts';

test('every sign that a sample shows is one that its source is said to show', () => {
  const denied = samples.flatMap(({ name }) => {
    const { turns, outline } = readSample(name);
    const kinds = new Set(turns.flatMap(({ blocks }) => blocks.map(({ kind }) => kind)));
    const isRefused = turns.flatMap(turnToolCalls).some(({ status }) => status === 'rejected');
    const seen = wordlessSigns.filter(sign => (sign === 'refusal' ? isRefused : kinds.has(sign)));
    return seen.filter(sign => !showsSign(outline.head.source, sign)).map(sign => `${name}: ${sign}`);
  });
  expect(denied).toEqual([]);
});

test('a source either shows a sign or is known not to', () => {
  expect(adapters.flatMap(({ source }) => wordlessSigns.map(sign => showsSign(source, sign)))).toContain(
    false,
  );
  expect(showsSign('claude-code', 'interruption')).toBe(true);
  expect(showsSign('aider', 'refusal')).toBe(false);
});
