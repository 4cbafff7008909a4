import headless from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrollRows } from '../../src/tui/scroll-rows.ts';

const rows = 12;
const page = (from: number, length: number) =>
  Array.from({ length }, (_, at) => `line ${from + at} ${'of a long page '.repeat(5)}`.trimEnd());
const screen = (from: number, title = 'title') => [title, ...page(from, rows - 2), 'keys'];

/** The rows of a terminal that showed `previous` and was told to move them. */
const shown = async (previous: readonly string[], told: string): Promise<string[]> => {
  const terminal = new headless.Terminal({ cols: 100, rows, allowProposedApi: true, scrollback: 0 });
  const paint = previous.map((text, row) => `\u001b[${row + 1};1H\u001b[7m${text}\u001b[27m`).join('');
  await new Promise<void>(done => terminal.write(paint + told, done));
  const { active } = terminal.buffer;
  expect(active.cursorY).toBe(rows - 1);
  return Array.from({ length: rows }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
};

test.each([
  ['down the page', 5, 8, 3],
  ['up the page', 8, 5, 3],
])(
  'a step %s moves what is on screen and leaves the title, the keys and the new rows to write',
  async (_, from, to, fresh) => {
    const next = screen(to, 'another title');
    const moved = scrollRows(screen(from), next);
    expect(moved?.lines.filter((text, row) => text !== next[row])).toHaveLength(fresh + 1);
    expect(await shown(screen(from), moved?.escape ?? '')).toEqual(moved?.lines);
  },
);

test('what is written faster than moved is not moved', () => {
  expect(scrollRows(screen(5), screen(5, 'another title'))).toBe(null);
  expect(scrollRows(screen(5), screen(100))).toBe(null);
  expect(scrollRows(['a', 'b', 'c'], ['b', 'c', 'd'])).toBe(null);
  const blank = Array.from({ length: rows }, () => '');
  expect(scrollRows(blank, screen(1))).toBe(null);
});

test('rows that stay in the middle of what moves are not moved away for less than they cost', () => {
  const wide = '─'.repeat(300);
  const previous = [...page(1, 3), wide, ...page(4, 3)];
  const next = [...page(2, 3), wide, ...page(5, 3)];
  const moved = scrollRows(previous, next);
  expect(moved?.lines.every((text, row) => text === previous[row]) ?? true).toBe(true);
});

test('whatever the frames are, the terminal shows the rows that the next frame is written over', async () => {
  const text = fc.constantFrom('', ...page(1, 9));
  const frame = fc.array(text, { minLength: rows, maxLength: rows });
  await fc.assert(
    fc.asyncProperty(frame, fc.integer({ min: -rows, max: rows }), frame, async (previous, by, fill) => {
      const next = previous.map((_, row) => previous[row + by] ?? fill[row] ?? '');
      const moved = scrollRows(previous, next);
      if (moved) expect(await shown(previous, moved.escape)).toEqual(moved.lines);
    }),
    { numRuns: 60 },
  );
});
