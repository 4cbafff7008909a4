import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutDocument } from '../../src/files/cut-document.ts';

const cut = (text: string, lists = ['messages']): string[] => {
  const bytes = Buffer.from(text);
  return cutDocument(bytes, lists).map(({ start, end, list }) =>
    list === null ? bytes.toString('utf8', start, end) : `${list}: ${bytes.toString('utf8', start, end)}`,
  );
};
const chat = {
  id: 'a ] } , "',
  messages: [
    { id: '1', text: 'x, [y' },
    { id: '2', calls: [{ id: 'n' }] },
    { id: '3', text: 'end' },
  ],
  after: { deep: [1, 2] },
};
const inOneLine = JSON.stringify(chat);
const inLines = JSON.stringify(chat, null, 2);
const parses = (text: string): boolean => {
  try {
    JSON.parse(text.replace(/^messages: /, ''));
    return true;
  } catch {
    return false;
  }
};

test('members are records, and so is each element of a named list', () => {
  expect(cut(inOneLine)).toEqual([
    '"id":"a ] } , \\""',
    'messages: {"id":"1","text":"x, [y"}',
    'messages: {"id":"2","calls":[{"id":"n"}]}',
    'messages: {"id":"3","text":"end"}',
    '"after":{"deep":[1,2]}',
  ]);
  expect(cut(inOneLine, ['after'])).toHaveLength(3);
  expect(cut(inLines).map(record => record.replace(/\s+/g, ''))).toEqual(
    cut(inOneLine).map(record => record.replace(/\s+/g, '')),
  );
});

test('a document that is a list falls into its elements, an empty one into nothing', () => {
  expect(cut('[{"a":1}, {"b":[2]}]')).toEqual([': {"a":1}', ': {"b":[2]}']);
  expect([cut('[]'), cut('{}'), cut('{"messages":[]}'), cut('')]).toEqual([[], [], [], []]);
});

test.each([
  ['in one line', inOneLine],
  ['with a line for each member', inLines],
])('a spoilt element costs itself and not its neighbours, %s', (_title, text) => {
  for (const [from, to] of [
    [/"id": ?"2"/, '"id:"2"'],
    [/("calls": ?)\[/, '$1'],
    [/("n"\s*)\}/, '$1'],
    [/("n"\s*\}\s*)\]/, '$1]]'],
  ] as const) {
    const spoilt = cut(text.replace(from, to));
    expect(spoilt.join('\n')).not.toBe(cut(text).join('\n'));
    const whole = spoilt.filter(record => record.startsWith('messages: ') && parses(record));
    expect(whole.map(record => /"id": ?"(.)"/.exec(record)?.[1])).toEqual(expect.arrayContaining(['1', '3']));
  }
});

test('whatever the bytes are, the records are in order, apart, and hold all but what parts them', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(inOneLine, inLines, '[1,{"a":"b"}]'),
      fc.nat(250),
      fc.string(),
      (text, at, noise) => {
        const bytes = Buffer.from(text.slice(0, at) + noise + text.slice(at + noise.length));
        let from = 0;
        for (const { start, end } of [...cutDocument(bytes, ['messages']), { start: bytes.length, end: 0 }]) {
          expect(start).toBeGreaterThanOrEqual(from);
          const between = bytes.toString('utf8', from, start).replace(/"messages"\s*:/g, '');
          expect(between.replace(/[\s,[\]{}\uFEFF]/g, '')).toBe('');
          from = end;
        }
      },
    ),
  );
});
