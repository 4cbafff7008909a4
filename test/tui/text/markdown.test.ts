import chalk from 'chalk';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toMarkdownFlows } from '../../../src/tui/text/markdown/markdown-flows.ts';
import { parseMarkdown } from '../../../src/tui/text/markdown/parse-markdown.ts';
import { paintLine } from '../../../src/tui/text/paint-spans.ts';
import { wrapFlow } from '../../../src/tui/text/wrap-spans.ts';
import { style } from '../../../src/tui/theme.ts';

const level = chalk.level;
beforeAll(() => {
  chalk.level = 1;
});
afterAll(() => {
  chalk.level = level;
});

type Options = { readonly width?: number; readonly keepsMarks?: boolean; readonly links?: boolean };

const draw = (source: string, { width = 60, keepsMarks = false, links = false }: Options = {}) =>
  toMarkdownFlows({ source, width, keepsMarks, links, parse: parseMarkdown, highlight: null }).flatMap(flow =>
    wrapFlow(flow, width),
  );
/** What a person reads, colours aside. */
const read = (source: string, options?: Options) =>
  draw(source, options).map(line =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

test('headings keep their hashes, and one that is underlined gets them', () => {
  expect(read('# Plan\n\n### Steps ###\n\nRisks\n-----')).toEqual([
    '# Plan',
    '',
    '### Steps ###',
    '',
    '## Risks',
  ]);
});

test('emphasis, code and struck words lose their marks', () => {
  expect(read('a **bold** and *soft* `x = 1` ~~gone~~')).toEqual(['a bold and soft x = 1 gone']);
});

test('words that must be read as typed keep their marks', () => {
  expect(read('run `__init__` on src/**/*.ts', { keepsMarks: true })).toEqual([
    'run `__init__` on src/**/*.ts',
  ]);
});

test('a line break is a line break', () => {
  expect(read('first\nsecond  \nthird')).toEqual(['first', 'second', 'third']);
});

test('lists are nested, numbered and ticked', () => {
  const list = '- one\n  - inner\n    1. first\n    2. second\n- [ ] open\n- [x] done';
  expect(read(list)).toEqual(['• one', '  • inner', '    1. first', '    2. second', '☐ open', '☑ done']);
});

test('a long item goes on under its words', () => {
  expect(read('10. a long item of an even longer list', { width: 24 })).toEqual([
    '10. a long item of an',
    '    even longer list',
  ]);
});

test('quotes have a bar on every line', () => {
  expect(read('> said\n> twice\n>> and once')).toEqual(['│ said', '│ twice', '│ │ and once']);
});

test('a fence shows its language and its code as it stands', () => {
  expect(read('```ts\nif (a) {\n\n  b();\n}\n```')).toEqual(['▏ ts', '▏ if (a) {', '▏', '▏   b();', '▏ }']);
});

test('a fence in a list in a quote keeps only its own indent', () => {
  expect(read('> - x\n>\n>   ```\n>   a\n>     b\n>   ```')).toEqual(['│ • x', '│', '│   ▏ a', '│   ▏   b']);
});

test('a fence that never ends is code to its end', () => {
  expect(read('so:\n```\na\nb')).toEqual(['so:', '▏ a', '▏ b']);
});

test('a rule goes across', () => {
  expect(read('a\n\n***\n\nb', { width: 24 })).toEqual(['a', '', '─'.repeat(24), '', 'b']);
});

test('a table has its columns aligned, also with wide characters', () => {
  expect(read('| 名前 | n |\n|:--|--:|\n| a | 10 |\n| 長い | 7 |')).toEqual([
    '名前 │  n',
    '─────┼───',
    'a    │ 10',
    '長い │  7',
  ]);
});

test('a table wider than the screen wraps inside of its cells', () => {
  const table = `| file | what |\n|---|---|\n| a.ts | ${'many words '.repeat(6)}|`;
  const lines = read(table, { width: 30 });
  expect(Math.max(...lines.map(line => stringWidth(line)))).toBeLessThanOrEqual(30);
  expect(lines.join(' ').match(/many/g)).toHaveLength(6);
});

test('a table with more columns than the screen can hold is read row by row', () => {
  const head = Array.from({ length: 8 }, (_, column) => `column ${column}`).join(' | ');
  const lines = read(`| ${head} |\n|${'---|'.repeat(8)}\n|${' value |'.repeat(8)}`, { width: 40 });
  expect(lines[0]).toBe('column 0: value');
  expect(lines).toHaveLength(8);
});

test('an empty cell keeps its column', () => {
  expect(read('|a|b|\n|-|-|\n||2|')).toEqual(['a │ b', '──┼──', '  │ 2']);
});

test('a link is its words with the address behind them, or leads there where the terminal can', () => {
  const source = 'see [the docs](https://example.org/a)';
  expect(read(source)).toEqual(['see the docs (https://example.org/a)']);
  expect(read(source, { links: true })).toEqual(['see the docs']);
  const painted = draw(source, { links: true })
    .map(line => paintLine(line))
    .join('');
  expect(painted).toContain('\u001b]8;;https://example.org/a\u0007');
  expect(painted).toContain('\u001b]8;;\u0007');
});

test.each([
  'javascript:alert(1)',
  'ssh://host/x',
  'file://host/share',
  'https://a\u001b]0;x',
  'vscode://file/x',
])('a link to %j leads nowhere', address => {
  const painted = draw(`[x](<${address}>) <${address}>`, { links: true }).map(line => paintLine(line));
  expect(painted.join('')).not.toContain('\u001b]8;;');
});

test('a link by reference keeps its brackets, for its address stands elsewhere', () => {
  expect(read('as in [a][1]\n\n[1]: https://example.org')).toEqual([
    'as in [a][1]',
    '',
    '[1]: https://example.org',
  ]);
});

test('HTML is text', () => {
  expect(read('<details>\n<b>x</b>\n</details>')).toEqual(['<details>', '<b>x</b>', '</details>']);
});

test('a mark across the syntax is drawn at its words alone', () => {
  const source = 'never **touch the** `tax` code';
  expect(marked(source, { start: 0, end: source.length }, 60)).toBe('never touch the tax code');
  expect(marked(source, { start: source.indexOf('the'), end: source.indexOf('tax') + 2 }, 60)).toBe('the ta');
});

test('where two marks meet, the first of the list is drawn', () => {
  const [line = []] = draw('not this way');
  const painted = paintLine(line, [{ start: 0, end: 8, as: 'pushback' }]);
  expect(painted).toBe(`${style('pushback', 'not this')} way`);
});

/** The words under one mark, as they are painted. */
const marked = (
  source: string,
  range: { readonly start: number; readonly end: number },
  width: number,
): string => {
  const [open = '', close = ''] = style('match', '#').split('#');
  const painted = draw(source, { width })
    .map(line => paintLine(line, [{ ...range, as: 'match' }]))
    .join('\n');
  return painted
    .split(open)
    .slice(1)
    .map(part => part.split(close)[0])
    .join('');
};

const word = fc.stringMatching(/^[a-z]{2,9}$/);
const inline = word.chain(text =>
  fc.constantFrom(
    text,
    `**${text}**`,
    `*${text}*`,
    `\`${text}\``,
    `~~${text}~~`,
    `[${text}](https://e.org/)`,
    `**\`${text}\`**`,
  ),
);
const line = fc.array(inline, { minLength: 1, maxLength: 8 }).map(words => words.join(' '));
const block = fc
  .tuple(line, line)
  .chain(([a, b]) =>
    fc.constantFrom(
      `${a}\n${b}`,
      `# ${a}`,
      `${a}\n===`,
      `- ${a}\n  - ${b}`,
      `1. ${a}\n2. ${b}`,
      `- [ ] ${a}\n- [x] ${b}`,
      `> ${a}\n> ${b}\n> > ${b}`,
      `| ${a} | ${b} |\n|---|:-:|\n| ${b} | ${a} |`,
      `> - ${a}\n>\n>   | ${a} |\n>   |--|\n>   | ${b} |`,
      `\`\`\`sh\n${a}\n\n${b}\n\`\`\``,
      `- ${a}\n\n      ${b}\n\n  ${b}`,
    ),
  );
const document = fc.array(block, { minLength: 1, maxLength: 5 }).map(blocks => blocks.join('\n\n'));

test('every word stands on a line at its place in the source, and a mark on it covers it and nothing else', () => {
  fc.assert(
    fc.property(document, fc.integer({ min: 36, max: 120 }), fc.nat(), (source, width, pick) => {
      const spans = draw(source, { width }).flat();
      const places = [...source.matchAll(/[a-z]{2,}/g)].filter(({ index }) => !isSyntax(source, index));
      for (const { 0: text, index } of places)
        for (let at = index; at < index + text.length; at += 1)
          expect(charAt(spans, at), `${text} at ${at} of ${JSON.stringify(source)}`).toContain(source[at]);
      const chosen = places[pick % places.length];
      if (!chosen) return;
      const { 0: text, index } = chosen;
      expect(marked(source, { start: index, end: index + text.length }, width)).toBe(text);
    }),
  );
});

/** Addresses and the language of a fence. */
const isSyntax = (source: string, at: number): boolean =>
  /https?:\/\/[^\s)]*$|```$|^=+$/.test(source.slice(Math.max(0, at - 14), at)) ||
  source.startsWith('https', at);

const charAt = (spans: readonly { from: number; to: number; text: string }[], at: number): string[] =>
  spans.filter(({ from, to }) => from <= at && at < to).map(({ from, text }) => text[at - from] ?? '');

test.each([
  ['ten thousand quotes', '>'.repeat(10_000)],
  ['ten thousand lists', '- '.repeat(10_000)],
  ['open emphasis', '*a **b '.repeat(5000)],
  ['open brackets', '['.repeat(50_000)],
  ['open links', '[a]('.repeat(15_000)],
  ['a table of nothing', `${'|'.repeat(8000)}\n|${'-|'.repeat(8000)}`],
  ['ever deeper quotes', Array.from({ length: 300 }, (_, depth) => '>'.repeat(depth)).join(' a\n')],
  ['a line of a megabyte', 'word '.repeat(200_000)],
  ['deep lists', Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
])('%s are drawn, and within the width', (_name, source) => {
  for (const drawn of draw(source, { width: 40 }).slice(0, 2000))
    expect(stringWidth(drawn.map(({ text }) => text).join(''))).toBeLessThanOrEqual(40);
});

test('any text is drawn within the width and without a control character', () => {
  const marks = fc.constantFrom(
    '# ',
    '- ',
    '> ',
    '```',
    '|',
    '\n',
    '\n\n',
    '**',
    '`',
    '[',
    '](',
    ')',
    '<',
    '&',
    '\\',
    '1. ',
    '|-|\n',
    '    ',
    '\t',
  );
  const anything = fc
    .array(fc.oneof(marks, fc.string({ unit: 'binary', maxLength: 6 }), word), { maxLength: 60 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(anything, fc.integer({ min: 36, max: 200 }), fc.boolean(), (source, width, keepsMarks) => {
      for (const drawn of draw(source, { width, keepsMarks })) {
        const text = drawn.map(span => span.text).join('');
        expect(stringWidth(text)).toBeLessThanOrEqual(width);
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
      }
    }),
  );
});
