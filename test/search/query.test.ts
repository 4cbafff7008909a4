import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../../src/search/query.ts';

const words = (text: string) => parseQuery(text).terms.map(term => term.text);

test('words, phrases and unwanted words are told apart; only the last word is a prefix', () => {
  const { terms, not } = parseQuery('tax "currency switch" -round co');
  expect(terms).toEqual([
    { text: 'tax', phrase: false, prefix: false },
    { text: 'currency switch', phrase: true, prefix: false },
    { text: 'co', phrase: false, prefix: true },
  ]);
  expect(not).toMatchObject([{ text: 'round', prefix: false }]);
});

test('a phrase that is still being typed is a prefix, a closed one is not', () => {
  expect(parseQuery('"currency sw').terms).toMatchObject([{ phrase: true, prefix: true }]);
  expect(parseQuery('"currency sw"').terms).toMatchObject([{ phrase: true, prefix: false }]);
});

test('filters are read and leave the words alone', () => {
  const { filters, terms, problems } = parseQuery(
    'tax agent:Codex project:"My Shop" in:developer class:trust after:2026-01 before:2026-02-03 has:pushback',
  );
  expect(problems).toEqual([]);
  expect(terms).toMatchObject([{ text: 'tax', prefix: true }]);
  expect(filters).toEqual({
    agent: 'codex',
    project: 'my shop',
    speaker: 'developer',
    class: 'trust_challenge',
    pushback: true,
    after: '2026-01',
    before: '2026-02-03',
  });
});

test('pushback: stands alone or names a class', () => {
  expect(parseQuery('pushback:').filters).toMatchObject({ pushback: true, class: null });
  expect(parseQuery('pushback:undo').filters).toMatchObject({ pushback: true, class: 'undo_request' });
});

test.each([
  ['tax agnet:codex', 4, 'agnet:'],
  ['in:nobody', 0, 'in:'],
  ['x after:tuesday', 2, 'after:'],
  ['agent:', 0, 'agent:'],
  ['-agent:codex', 0, 'agent:'],
  ['class:', 0, 'class:'],
])('%s is a problem at %i and the rest still searches', (text, at, what) => {
  const { problems, terms } = parseQuery(text);
  expect(problems).toMatchObject([{ at }]);
  expect(problems[0]?.what).toContain(what);
  expect(terms.map(term => term.text)).toEqual(text.split(' ').slice(0, -1));
});

test('a colon in code is no filter', () => {
  expect(words('http://example.test/a std::move a:b:c')).toEqual([
    'http://example.test/a',
    'std::move',
    'a:b:c',
  ]);
});

test('punctuation that ends a word is no part of it, punctuation alone is a word', () => {
  expect(words('why? no! -> c++ …')).toEqual(['why', 'no', '->', 'c++', '…']);
});

test('any text parses, and says where each problem stands', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-"a-z: ]{0,30}$/)), text => {
      const { problems, terms } = parseQuery(text);
      expect(problems.every(({ at }) => at >= 0 && at < text.length)).toBe(true);
      expect(terms.every(term => term.text.trim() !== '')).toBe(true);
    }),
  );
});
