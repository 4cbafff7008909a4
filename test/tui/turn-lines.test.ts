import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { openLog } from '../../src/app/open-session.ts';
import type { Block, Turn } from '../../src/domain/turn.ts';
import type { ModelLabels, TurnLabel } from '../../src/domain/turn-label.ts';
import { findLogs } from '../../src/files/find-logs.ts';
import { plainReading, type ReadingAids } from '../../src/tui/screens/replay/blocks/passage.ts';
import { openAt, type ReplayState, viewOf } from '../../src/tui/screens/replay/replay-state.ts';
import { noFacts, type SessionFacts } from '../../src/tui/screens/replay/session-facts.ts';
import { toSought } from '../../src/tui/screens/replay/sought.ts';
import { type TurnView, toTurnLines } from '../../src/tui/screens/replay/turn-lines.ts';
import { toTurnMarks } from '../../src/tui/screens/replay/turn-marks.ts';
import { createHighlight } from '../../src/tui/text/code/highlight.ts';
import { parseMarkdown } from '../../src/tui/text/markdown/parse-markdown.ts';
import { makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';
import { samplesFolder } from '../helpers/samples.ts';

const aids: ReadingAids = {
  ...plainReading,
  links: false,
  parse: parseMarkdown,
  highlight: createHighlight(),
};
const bare = { at: null, sidechain: false } as const;
const viewAt = (width: number, more: Partial<TurnView> = {}, state: Partial<ReplayState> = {}): TurnView => ({
  ...viewOf({ ...openAt(1), ...state }, width),
  ...more,
});
const draw = (turn: Turn, view: TurnView = viewAt(60)) =>
  toTurnLines(turn, toTurnMarks(noFacts, turn.number, undefined), view, aids);
const read = (block: Block, view?: TurnView) =>
  draw(makeTurn(1, 'agent', block), view)
    .slice(1, -1)
    .map(line => line.text.slice(2));
const full = (more: Partial<TurnView> = {}) => viewAt(60, { tools: 'full', ...more });
const openFirst = { opened: new Map([[1, [0]]]) };

const saying = (turn: number, name: TurnLabel['class']): ModelLabels => ({
  model: 'gpt-4.1',
  labels: [{ turn, class: name, secondary: [], confidence: 'medium' }],
});
const headerOf = (facts: Partial<SessionFacts>, why: boolean) => {
  const turn = makeTurn(3, 'developer', textBlock('Put it back.'));
  const marks = toTurnMarks({ ...noFacts, ...facts }, 3, undefined);
  return toTurnLines(turn, marks, viewAt(90, { why }), aids).map(({ text }) => text.trim());
};

test('prose is no wider than one can read back, code takes the width that there is', () => {
  const words = 'A sentence that goes on and on. '.repeat(20);
  const code = `const wide = '${'x'.repeat(200)}';`;
  const lines = read(textBlock(`${words}\n\n\`\`\`\n${code}\n\`\`\``), viewAt(300)).map(
    stripVTControlCharacters,
  );
  const [prose = []] = [lines.filter(line => line.startsWith('A ') || line.includes('sentence'))];
  expect(Math.max(...prose.map(line => line.length))).toBeLessThanOrEqual(110);
  expect(lines).toContain(`▏ ${code}`);
});

test('a call that is not opened is one line that ends with how it went, also where little of it has room', () => {
  const call = toolBlock({
    ...{ name: 'Bash', target: `run ${'一二'.repeat(60)}\nand more`, output: 'no\nno', exitCode: 2 },
    status: 'error',
  });
  for (const width of [40, 80, 200]) {
    const [line = '', ...more] = read(call, viewAt(width)).map(stripVTControlCharacters);
    expect(more).toEqual([]);
    expect(line).toMatch(/^✗ Bash run 一.*… error exit 2 ▸ 2 lines$/);
    expect(stringWidth(line)).toBeLessThanOrEqual(width - 2);
  }
  const whole = draw(makeTurn(1, 'agent', call), viewAt(80, openFirst)).map(({ text }) => text);
  expect(whole.join('\n')).toContain('and more');
});

test('why shows what a model says beside the offline reasons, also where it says no pushback', () => {
  const pushbacks = [makePushback(3)];
  expect(headerOf({ pushbacks, labels: saying(3, 'undo_request') }, true)).toContain(
    'model     gpt-4.1 says: undo request medium confidence',
  );
  expect(headerOf({ pushbacks, labels: saying(3, null) }, true)).toContain(
    'model     gpt-4.1 says: no pushback medium confidence',
  );
  expect(headerOf({ pushbacks, labels: saying(3, null) }, false).join()).not.toContain('gpt-4.1');
});

test("a moment that only a model sees is told as the model's, and is no pushback", () => {
  const labels = saying(3, 'correction');
  const [header, note] = headerOf({ labels }, false);
  expect(header).not.toContain('↯');
  expect(note).toBe('◎ only gpt-4.1 says: correction');
  expect(headerOf({ labels }, true)).toContain('rules     no pushback, or too little to count');
  expect(headerOf({ labels: saying(3, null) }, true).join()).not.toContain('gpt-4.1');
});

test('a tool call is one line that says how it ended and how much it gave back', () => {
  const call = toolBlock({
    name: 'Bash',
    target: 'npm test\n',
    output: 'a\nb\nc',
    status: 'error',
    exitCode: 1,
  });
  expect(read(call)).toEqual(['✗ Bash npm test error exit 1 ▸ 3 lines']);
});

test('a long output is folded with the number of its other lines, and opened in whole', () => {
  const lines = Array.from({ length: 352 }, (_, index) => `line ${index + 1}`);
  const call = toolBlock({ name: 'Bash', target: 'make', output: lines.join('\n') });
  const folded = read(call, full());
  expect(folded).toHaveLength(42);
  expect(folded.at(-1)).toBe('  … 312 more lines, o opens');
  const open = read(call, full(openFirst));
  expect(open).toHaveLength(353);
  expect(open.at(-1)).toBe('  line 352');
});

test('a folded megabyte is not laid out', () => {
  const call = toolBlock({ name: 'Bash', target: 'cat', output: '漢字'.repeat(500_000) });
  expect(read(call, full()).length).toBeLessThan(800);
  expect(read(call, full()).at(-1)).toBe('  … 958 more KB, o opens');
});

test('a file that was read keeps its line numbers apart, and its tabs lead to columns', () => {
  const call = toolBlock({
    name: 'Read',
    kind: 'read',
    target: 'a.py',
    output: '     9→def f():\n    10→\treturn 1',
  });
  expect(read(call, full())).toEqual(['✓ Read a.py', '     9 def f():', '    10     return 1']);
});

test('an edit is a diff of its changed lines', () => {
  const edit = {
    path: 'src/a.ts',
    before: 'const a = 1;\nlet b = 2;\n',
    after: 'const a = 1;\nlet b = 3;\n',
  };
  const call = toolBlock({ name: 'Edit', kind: 'edit', target: 'src/a.ts', edits: [edit] });
  expect(read(call, full())).toEqual([
    '✓ Edit src/a.ts',
    '    const a = 1;',
    '  - let b = 2;',
    '  + let b = 3;',
  ]);
});

test('a new file is its numbered text, and a wide line of it wraps', () => {
  const edits = [{ path: 'notes.md', before: null, after: `料金${'を確認する'.repeat(8)}\n` }];
  const lines = read(toolBlock({ name: 'Write', kind: 'edit', target: 'x', edits }), full());
  expect(lines.slice(0, 2)).toEqual(['✓ Write x', '  notes.md']);
  expect(lines[2]).toMatch(/^ {2}\+ {4}1 料金を/);
  expect(lines).toHaveLength(4);
});

test('thinking has its own mark on every line', () => {
  const thought: Block = { kind: 'thinking', text: 'First this.\nThen **that**.', ...bare };
  expect(read(thought)).toEqual([]);
  expect(read(thought, viewAt(60, { thinking: true }))).toEqual(['∴ First this.', '┊ Then **that**.']);
});

test('what happened to the conversation is a rule across the page', () => {
  const note: Block = { kind: 'note', label: 'conversation compacted', text: '12,000 tokens', ...bare };
  const [rule] = read(note, viewAt(60));
  expect(rule).toMatch(/^── conversation compacted · 12,000 tokens ─+$/);
  expect(stringWidth(rule ?? '')).toBe(58);
  expect(read({ kind: 'command', text: '/clear', ...bare }, viewAt(30))).toEqual([
    '── ⌘ /clear ────────────────',
  ]);
});

test('a long note stands in one rule until it is opened', () => {
  const note: Block = { kind: 'note', label: 'given to the agent', text: 'Read this.\nAnd that.', ...bare };
  expect(read(note)).toEqual([
    expect.stringContaining('given to the agent · Read this. And that.'),
    '… the whole note, o opens',
  ]);
  expect(read(note, viewAt(60, openFirst))).toEqual([
    expect.stringMatching(/given to the agent ─+$/),
    'Read this.',
    'And that.',
  ]);
});

test.each([
  [60, '▌ 3 developer ↯ correction ▰▰▰▰▱ 80% ───────'],
  [40, '▌ 3 developer ↯ correction ▰▰▰▰▱ 80% ───'],
  [34, '▌ 3 developer ↯ correction 80% ───'],
  [27, '▌ 3 developer ↯ correction '],
  [20, '▌ 3 developer ↯ cor…'],
])('at %i columns the header of a pushback says what fits, and that it is cut', (width, words) => {
  const marks = toTurnMarks({ ...noFacts, pushbacks: [makePushback(3)] }, 3);
  const [header] = toTurnLines(makeTurn(3, 'developer'), marks, viewAt(width), aids);
  expect(stripVTControlCharacters(header?.text ?? '')).toContain(words);
  expect(stringWidth(header?.text ?? '')).toBe(width);
});

test('an image is a line with its type and what is known of its size', () => {
  const image = { kind: 'image', mediaType: 'image/png', bytes: 2048, ...bare } as const;
  expect(read({ ...image, pixels: { width: 1280, height: 720 } })).toEqual(['▣ image png 1280 × 720 2 KB']);
  expect(read({ ...image, pixels: null })).toEqual(['▣ image png 2 KB']);
});

test('what a developer typed is read as it was typed, what an agent wrote is Markdown', () => {
  const words = textBlock('leave `__init__` alone');
  // Without colour an agent’s marks stay too: nothing else would tell code from prose.
  for (const speaker of ['developer', 'agent'] as const)
    expect(draw(makeTurn(1, speaker, words))[1]?.text).toBe('  leave `__init__` alone');
});

test('each character of a turn’s words leads to the line that holds it', () => {
  const turn = makeTurn(1, 'developer', textBlock('- first\n- second'), textBlock('> third\n> fourth'));
  const holding = (offset: number) =>
    draw(turn)
      .find(({ ranges }) => ranges.some(({ start, end }) => start <= offset && offset < end))
      ?.text.trim();
  const text = '- first\n- second\n\n> third\n> fourth';
  expect(['first', 'second', 'third', 'fourth'].map(word => holding(text.indexOf(word)))).toEqual([
    '• first',
    '• second',
    '│ third',
    '│ fourth',
  ]);
});

test('a note below the header goes on without a blank before its words', () => {
  const pushback = makePushback(1, {
    signals: [{ kind: 'words', text: 'that is not what I asked for', start: 0, end: 3 }],
  });
  const marks = toTurnMarks({ ...noFacts, pushbacks: [pushback] }, 1, undefined);
  const lines = toTurnLines(makeTurn(1, 'developer', textBlock('No')), marks, viewAt(30), aids);
  expect(lines.slice(1, 3).map(({ text }) => text)).toEqual([
    '    because “that is not what',
    '    I asked for”',
  ]);
});

const control = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const expectPrintable = (lines: readonly { readonly text: string }[], width: number, what: string) => {
  for (const { text } of lines) {
    if (stringWidth(text) > width) expect.fail(`${what}: wider than ${width}: ${JSON.stringify(text)}`);
    if (control.test(text)) expect.fail(`${what}: holds a control character: ${JSON.stringify(text)}`);
  }
};

const part = fc.oneof(
  fc.constantFrom(
    '\t',
    '\n',
    '漢字',
    '👩‍👩‍👧',
    '👍🏽',
    'e\u0301',
    'שלום',
    'مرحبا',
    '\u001b[31m',
    '\u202e',
    '\u200b',
    '\ud83d',
    '**',
    '`',
    '  ',
    '|',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.stringMatching(/^[a-z./]{1,12}$/),
);
const anyText = fc.array(part, { maxLength: 30 }).map(parts => parts.join(''));
const anyCall = fc
  .record({
    name: anyText,
    target: anyText,
    output: fc.option(anyText),
    status: fc.constantFrom('ok', 'error', 'rejected', 'interrupted', 'unknown'),
    exitCode: fc.option(fc.integer()),
    kind: fc.constantFrom('read', 'edit', 'run'),
    subagent: fc.option(anyText),
    edits: fc.array(fc.record({ path: anyText, before: fc.option(anyText), after: fc.option(anyText) }), {
      maxLength: 2,
    }),
  } as const)
  .map(call => toolBlock(call));
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  anyText.map(text => textBlock(text)),
  anyCall,
  fc.record({
    kind: fc.constantFrom('thinking', 'command'),
    text: anyText,
    at: fc.constant(null),
    sidechain: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('note'),
    label: anyText,
    text: anyText,
    at: fc.constant(null),
    sidechain: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('image'),
    mediaType: anyText,
    bytes: fc.nat(),
    pixels: fc.constant(null),
    at: fc.constant(null),
    sidechain: fc.boolean(),
  }),
);

test('no block of any kind is drawn wider than asked or with a control character', () => {
  fc.assert(
    fc.property(
      fc.array(anyBlock, { maxLength: 4 }),
      fc.integer({ min: 36, max: 200 }),
      fc.constantFrom('developer', 'agent'),
      fc.constantFrom('short', 'full', 'off'),
      anyText,
      (blocks, width, speaker, tools, words) => {
        const turn = makeTurn(1, speaker, ...blocks);
        const pushback = makePushback(1, { signals: [{ kind: 'words', text: words, start: 0, end: 3 }] });
        const marks = toTurnMarks({ ...noFacts, pushbacks: [pushback] }, 1, { sought: toSought('a') });
        const opened = new Map([[1, [0, 2]]]);
        for (const why of [false, true]) {
          const view = viewAt(width, { tools, thinking: true, why, opened });
          expectPrintable(toTurnLines(turn, marks, view, aids), width, `${tools} ${speaker}`);
        }
      },
    ),
    { numRuns: 60 },
  );
});

/** Every turn of a log in the views that draw the most, until it is time to stop. */
const drawLog = (path: string, until: number) => {
  const session = openLog(path);
  try {
    while (session.readOn());
    const { spans } = session.outline();
    for (const { number } of spans) {
      if (performance.now() > until) return;
      const turn = session.turn(number);
      if (!turn) continue;
      const opened = new Map([
        [number, turn.blocks.map((_, index) => index).filter(index => index % 3 === 0)],
      ]);
      for (const [width, tools] of [
        [38, 'short'],
        [80, 'full'],
      ] as const)
        expectPrintable(
          draw(turn, viewAt(width, { tools, thinking: true, opened })),
          width,
          `${path} ${number}`,
        );
    }
  } finally {
    session.close();
  }
};

test('every turn of every sample keeps to the width', () => {
  const logs = findLogs([samplesFolder], []).filter(({ path }) => isLog(path));
  expect(logs.length).toBeGreaterThan(10);
  for (const { path } of logs) drawLog(path, Number.POSITIVE_INFINITY);
});

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');

/** `WHOLE_CORPUS=1` draws every turn of it, by hand. */
const longest = process.env.WHOLE_CORPUS ? Number.POSITIVE_INFINITY : 5_000;

test.skipIf(!existsSync(join(corpus, 'MANIFEST.json')))(
  'turns of real logs of every kind keep to the width, as many as five seconds hold (skipped: no corpus)',
  () => {
    const until = performance.now() + longest;
    // Far apart, so that each agent's logs come early; each file once, for the step and their number share no divisor.
    const logs = findLogs([corpus], []);
    const step = [97, 89].find(one => logs.length % one !== 0) ?? 1;
    for (let at = 0; at < logs.length && performance.now() < until; at += 1) {
      const path = logs[(at * step) % logs.length]?.path ?? '';
      // A log may be cut so short that no adapter claims it.
      if (isLog(path)) drawLog(path, until);
    }
  },
  1_800_000,
);

const isLog = (path: string): boolean => {
  try {
    openLog(path).close();
    return true;
  } catch {
    return false;
  }
};
