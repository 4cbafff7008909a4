import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanTurn, formatSession } from '../../src/classify/format-session.ts';
import { agentBudget, truncateTurn } from '../../src/classify/truncate-turn.ts';
import { makeHead, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

const rule = '─'.repeat(40);
const double = '='.repeat(40);
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '[TURN 3 | USER]',
        rule,
        '\n',
        '\r\n',
        ' ',
        '\u2028',
        'END OF SESSION',
        double,
        '𝒳',
        'a',
      ),
    )
    .map(parts => parts.join('')),
);

test('a session is laid out as metadata, a conversation banner, a block for each turn, an end banner', () => {
  const turns = [
    makeTurn(1, 'developer', textBlock('Add a switch.')),
    makeTurn(
      2,
      'agent',
      textBlock('Done.'),
      toolBlock({ name: 'Bash', target: 'npm test', status: 'error', exitCode: 1, output: 'one\nfailed' }),
    ),
  ];
  expect(formatSession(makeHead(), turns)).toBe(
    [
      'SESSION METADATA',
      double,
      'Title: Add a currency switch',
      'Date: 2026-11-01T09:00:00.000Z',
      'Total turns: 2 (user: 1, agent: 1)',
      '',
      double,
      'CONVERSATION',
      double,
      '',
      rule,
      '[TURN 1 | USER]',
      rule,
      'Add a switch.',
      '',
      rule,
      '[TURN 2 | AGENT]',
      rule,
      'Done.',
      '',
      '[tool Bash] npm test (error, exit 1): one failed',
      '',
      double,
      'END OF SESSION',
      double,
    ].join('\n'),
  );
});

test('the budget of an agent turn falls as a session grows', () => {
  expect([1, 8, 9, 16, 17, 42, 43, 74, 75, 900].map(agentBudget)).toEqual([
    5000, 5000, 3000, 3000, 2000, 2000, 1000, 1000, 500, 500,
  ]);
});

test('a developer turn stands in full and a long agent turn says what it lost', () => {
  const long = 'x'.repeat(6000);
  const text = formatSession(makeHead(), [
    makeTurn(1, 'developer', textBlock(long)),
    makeTurn(2, 'agent', textBlock(long)),
  ]);
  expect(text).toContain(`[TURN 1 | USER]\n${rule}\n${long}\n`);
  expect(text).toContain(
    `[TURN 2 | AGENT] [TRUNCATED: 5000/6000 chars]\n${rule}\n${'x'.repeat(2500)}\n\n[... 1000`,
  );
});

test('a cut keeps budget code points, half of them (rounded down) from the start, and splits no pair', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.integer({ min: 1, max: 60 }),
      (text, budget) => {
        const points = Array.from(text);
        const cut = truncateTurn(text, budget);
        expect(cut.length).toBe(points.length);
        expect(cut.truncated).toBe(points.length > budget);
        const head = Math.floor(budget / 2);
        const expected = cut.truncated
          ? `${points.slice(0, head).join('')}\n\n[... ${points.length - budget} characters left out ...]\n\n${points.slice(-(budget - head)).join('')}`
          : text;
        expect(cut.text).toBe(expected);
      },
    ),
  );
});

test('end-of-text tokens and dashes at the ends go, dashes inside stay', () => {
  expect(cleanTurn('---\n\nTitle<|endoftext|>\n---\nbody\n---')).toBe('Title\n---\nbody');
  expect(cleanTurn('')).toBe('');
});

test('a session without a title goes by its id', () => {
  expect(formatSession(makeHead({ title: ' ' }), [])).toContain('Title: claude-code:one\n');
});

/** The study's rules (paper-facts §3), written a second time over code points. */
const expectedBlock = (text: string, turns: number, isAgent: boolean) => {
  const budget = [8, 16, 42, 74].findIndex(most => turns <= most);
  const limit = [5000, 3000, 2000, 1000][budget] ?? 500;
  let cleaned = text.split('<|endoftext|>').join('');
  if (/^---/.test(cleaned)) cleaned = cleaned.replace(/^---\s*/, '');
  if (/---$/.test(cleaned)) cleaned = cleaned.replace(/\s*---$/, '');
  const points = Array.from(cleaned);
  if (!isAgent || points.length <= limit) return { note: '', text: cleaned };
  const half = Math.floor(limit * 0.5);
  const left = `[... ${points.length - limit} characters left out ...]`;
  return {
    note: ` [TRUNCATED: ${limit}/${points.length} chars]`,
    text: `${points.slice(0, half).join('')}\n\n${left}\n\n${points.slice(points.length - (limit - half)).join('')}`,
  };
};

test('a turn is cleaned, then measured against the budget of its session, then cut; a developer’s never is', () => {
  const piece = fc.constantFrom('---', '<|endoftext|>', '𝒳', 'word ', '\n', 'é', 'x'.repeat(900));
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }),
      fc.constantFrom(2, 8, 9, 16, 17, 42, 43, 74, 75),
      fc.boolean(),
      (pieces, count, isAgent) => {
        const text = pieces.join('');
        const turns = Array.from({ length: count }, (_turn, at) =>
          makeTurn(at + 1, at % 2 === 0 ? 'developer' : 'agent', textBlock(at < 2 ? text : 'ok')),
        );
        const number = isAgent ? 2 : 1;
        const shown = text.trim() === '' ? '' : text;
        const expected = expectedBlock(shown, count, isAgent);
        const header = `[TURN ${number} | ${isAgent ? 'AGENT' : 'USER'}]`;
        const next = number < count ? `\n\n${rule}\n[TURN ${number + 1} |` : `\n\n${double}`;
        expect(formatSession(makeHead(), turns)).toContain(
          `${rule}\n${header}${expected.note}\n${rule}\n${expected.text}${next}`,
        );
      },
    ),
  );
});

test('no text of a log forges a turn, a rule or a banner', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), texts => {
      const turns = texts.map((text, index) =>
        makeTurn(index + 1, index % 2 === 0 ? 'developer' : 'agent', textBlock(text)),
      );
      const lines = formatSession(makeHead({ title: texts[0] ?? '' }), turns)
        .split(/[\n\r\u2028\u2029]/)
        .map(line => line.trim());
      expect(lines.filter(line => /^\[TURN/.test(line))).toEqual(
        turns.map(({ number, speaker }) => `[TURN ${number} | ${speaker === 'agent' ? 'AGENT' : 'USER'}]`),
      );
      expect(lines.filter(line => line === rule)).toHaveLength(turns.length * 2);
      expect(lines.filter(line => line === 'END OF SESSION')).toHaveLength(1);
    }),
  );
});
