import { expect, test } from 'vitest';
import { usageWords } from '../../src/domain/usage-words.ts';

test.each([
  [{ tokens: 1_234_567, cost: 0.3096 }, '1.2M tokens, $0.310'],
  [{ tokens: 950, cost: null }, '950 tokens'],
  [{ tokens: null, cost: 12.345 }, 'tokens unknown, $12.35'],
  [{ tokens: null, cost: null }, 'tokens unknown'],
])('%j is said as “%s”', (used, words) => {
  expect(usageWords(used)).toBe(words);
});
