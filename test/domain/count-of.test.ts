import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countOf, formatCount } from '../../src/domain/count-of.ts';

test('a count names one thing or several, its thousands set apart', () => {
  expect(countOf(1, 'turn')).toBe('1 turn');
  expect(countOf(0, 'turn')).toBe('0 turns');
  expect(countOf(1250, 'token')).toBe('1,250 tokens');
});

test('any whole number is written as English writes it', () => {
  fc.assert(fc.property(fc.maxSafeInteger(), n => formatCount(n) === n.toLocaleString('en')));
});
