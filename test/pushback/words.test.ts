import { expect, test } from 'vitest';
import { countPastedLines, hasPastedError, toWords } from '../../src/pushback/words.ts';

test('what is not prose is blanked and everything else keeps its place', () => {
  const text = 'keep `code` this\n> quoted\n    at run (main.ts:3:1)\nand this';
  const { text: words } = toWords(text);
  expect(words).toHaveLength(text.length);
  expect(words.split(/\s+/).filter(Boolean)).toEqual(['keep', 'this', 'and', 'this']);
});

test('of a very long text only start and end are looked at, and offsets lead back to the text', () => {
  const text = `${'a '.repeat(50_000)}the end`;
  const words = toWords(text);
  expect(words.text.length).toBeLessThan(10_000);
  expect(words.offset(words.text.indexOf('the end'))).toBe(text.indexOf('the end'));
});

test('a long text that ends inside a fence shows no code as words', () => {
  const text = `${'word '.repeat(1500)}\n\`\`\`\n${'code '.repeat(1000)}\n\`\`\`\nclosing words`;
  expect(toWords(text).text.slice(6000)).not.toContain('code');
  expect(toWords(text).text).toContain('closing words');
});

test('a pasted error and pasted lines are told from prose', () => {
  expect(hasPastedError('  at sum (cart.ts:1:2)')).toBe(true);
  expect(hasPastedError('Please add an error page')).toBe(false);
  expect(countPastedLines('cart.ts:12: bad\nplain words\nerror: no such thing')).toBe(2);
});
