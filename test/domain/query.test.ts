import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../../src/domain/query.ts';

const words = (text: string) =>
  parseQuery(text)
    .wanted.flat()
    .map(term => term.text);

test('words, phrases and unwanted words are told apart; only the last word is a prefix', () => {
  const { wanted, not } = parseQuery('tax "currency switch" -round co');
  expect(wanted).toEqual([
    [{ text: 'tax', phrase: false, prefix: false }],
    [{ text: 'currency switch', phrase: true, prefix: false }],
    [{ text: 'co', phrase: false, prefix: true }],
  ]);
  expect(not).toMatchObject([{ text: 'round', prefix: false }]);
});

test('a phrase that is still being typed is a prefix, a closed one is not', () => {
  expect(parseQuery('"currency sw').wanted).toMatchObject([[{ phrase: true, prefix: true }]]);
  expect(parseQuery('"currency sw"').wanted).toMatchObject([[{ phrase: true, prefix: false }]]);
});

test('“or” joins the words on its two sides; at an end it is still being typed, or a word', () => {
  const groups = (text: string) => parseQuery(text).wanted.map(terms => terms.map(term => term.text));
  expect(groups('cart tax or levy OR duty')).toEqual([['cart'], ['tax', 'levy', 'duty']]);
  expect(groups('tax or')).toEqual([['tax']]);
  expect(groups('or tax')).toEqual([['or'], ['tax']]);
  expect(groups('tax "or" levy')).toEqual([['tax'], ['or'], ['levy']]);
});

test('filters are read and leave the words alone', () => {
  const { filters, wanted, problems } = parseQuery(
    'tax agent:Codex project:"My Shop" branch:main model:gpt session:ab in:developer class:trust after:2026-01 before:2026-02-03 has:refusal strength>=70% symptom:s3 cause:C1 severity:ds2',
  );
  expect(problems).toEqual([]);
  expect(wanted.flat().map(({ text }) => text)).toEqual(['tax']);
  expect(filters.map(({ negated, ...filter }) => filter)).toEqual([
    { name: 'agent', text: 'codex' },
    { name: 'project', text: 'my shop' },
    { name: 'branch', text: 'main' },
    { name: 'model', text: 'gpt' },
    { name: 'session', text: 'ab' },
    { name: 'in', field: 'developer' },
    { name: 'class', class: 'trust_challenge' },
    { name: 'after', date: '2026-01' },
    { name: 'before', date: '2026-02-03' },
    { name: 'has', thing: 'refusal' },
    { name: 'strength', sign: '>=', than: 0.7 },
    { name: 'symptom', code: 'S3' },
    { name: 'cause', code: 'C1' },
    { name: 'severity', code: 'DS2' },
  ]);
});

test('a label is named by its code or by a piece of its name', () => {
  expect(parseQuery('symptom:overreach').filters).toMatchObject([{ code: 'S4' }]);
  expect(parseQuery('symptom:constraint-violation').filters).toMatchObject([{ code: 'S3' }]);
});

test('a minus turns a filter round', () => {
  expect(parseQuery('-agent:codex -has:pushback').filters).toMatchObject([
    { name: 'agent', negated: true },
    { name: 'has', negated: true },
  ]);
});

test('pushback: stands alone or names a class', () => {
  expect(parseQuery('pushback:').filters).toMatchObject([{ name: 'has', thing: 'pushback' }]);
  expect(parseQuery('pushback:undo').filters).toMatchObject([{ name: 'class', class: 'undo_request' }]);
});

test.each([
  ['tax agnet:codex', 4, 'agnet:'],
  ['in:nobody', 0, 'in:'],
  ['x after:tuesday', 2, 'after:'],
  ['agent:', 0, 'agent:'],
  ['-after:2026', 0, 'after:'],
  ['-in:path', 0, 'in:path'],
  ['class:', 0, 'class:'],
  ['x strength>7', 2, 'strength'],
  ['x strength:0.7', 2, 'strength>'],
  ['symptom:s9', 0, 'symptom:'],
  ['has:fun', 0, 'has:'],
])('%s is a problem at %i and the rest still searches', (text, at, what) => {
  const { problems } = parseQuery(text);
  expect(problems).toMatchObject([{ at }]);
  expect(problems[0]?.what).toContain(what);
  expect(words(text)).toEqual(text.split(' ').slice(0, -1));
});

test('what was said and what was done are looked for apart', () => {
  expect(parseQuery('in:path in:developer x').problems).toHaveLength(1);
  expect(parseQuery('in:path in:command x').problems).toEqual([]);
});

test('a colon or a comparison in code is no filter', () => {
  expect(words('http://example.test/a std::move a:b:c i<n a>=b')).toEqual([
    'http://example.test/a',
    'std::move',
    'a:b:c',
    'i<n',
    'a>=b',
  ]);
});

test('punctuation that ends a word is no part of it, punctuation alone is a word', () => {
  expect(words('why? no! -> c++ …')).toEqual(['why', 'no', '->', 'c++', '…']);
});

test('any text parses, and says where each problem stands', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-"a-z:<>or ]{0,30}$/)), text => {
      const { problems, wanted } = parseQuery(text);
      expect(problems.every(({ at }) => at >= 0 && at < text.length)).toBe(true);
      expect(wanted.flat().every(term => term.text.trim() !== '')).toBe(true);
    }),
  );
});
