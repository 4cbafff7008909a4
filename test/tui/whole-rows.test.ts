import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CellOutput, type Cells, createRowDrawer, rememberTexts } from '../../src/tui/whole-rows.ts';
import { root } from '../helpers/run-cli.ts';

type InkOutput = new (size: {
  readonly width: number;
  readonly height: number;
}) => Omit<CellOutput, 'drawCells'> & {
  readonly unclip: () => void;
  readonly get: CellOutput['drawCells'];
};
const ink: { readonly default: InkOutput } = await import(
  pathToFileURL(join(root, 'node_modules/ink/build/output.js')).href
);
class InkCells extends ink.default {
  drawCells = () => this.get();
}
const asInk: Cells = InkCells;

const width = 24;
const height = 6;
const same = (line: string) => line;
const louder = (line: string) => line.toUpperCase();

type Piece = { readonly x: number; readonly y: number; readonly text: string; readonly loud?: boolean };
type InkClip = Parameters<CellOutput['clip']>[0];
const draw = (pieces: readonly Piece[], clip: InkClip = { x1: 0, x2: width, y1: 0, y2: height }) => {
  const output = new InkCells({ width, height });
  output.clip(clip);
  for (const { x, y, text, loud = false } of pieces)
    output.write(x, y, text, { transformers: [loud ? louder : same] });
  output.unclip();
  return { ours: createRowDrawer(asInk)(output), inks: output.drawCells() };
};

const unit = fc.constantFrom(
  ...[
    'a',
    'b',
    ' ',
    '·',
    '漢',
    'カ',
    'é',
    '👩\u200d💻',
    '\u0301',
    '\u200b',
    '\u001b[31m',
    '\u001b[7m',
    '\u001b[0m',
  ],
  '\u001b[39m',
  '\u001b]8;;https://example.org\u0007',
  '\u001b]8;;\u0007',
  '\t',
  '\n',
);
const text = fc.string({ unit, minLength: 1, maxLength: 30 });

test('rows drawn one by one are those that Ink draws in a whole frame', () => {
  let alone = 0;
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          x: fc.constantFrom(0, 0, 0, 0, 0, 0, 3),
          y: fc.nat(height),
          text,
          loud: fc.constant(false),
        }),
        {
          maxLength: 4,
        },
      ),
      fc.record({
        x1: fc.constantFrom(0, 0, 0, 2),
        x2: fc.constantFrom(width, width, width, 7),
        y1: fc.constantFrom(0, 0, 1),
        y2: fc.constantFrom(height, 4),
      }),
      (pieces, clip) => {
        const { ours, inks } = draw(pieces, clip);
        if (ours === null) return;
        alone += 1;
        expect(ours).toEqual(inks);
      },
    ),
    { numRuns: 500 },
  );
  expect(alone).toBeGreaterThan(50);
});

test('what is no row of its own is left to Ink', () => {
  expect(draw([{ x: 0, y: 0, text: 'one' }]).ours?.output).toBe('one\n\n\n\n\n');
  expect(draw([{ x: 2, y: 0, text: 'one' }]).ours).toBeNull();
  expect(draw([{ x: 0, y: 0, text: 'one\ntwo' }]).ours).toBeNull();
  expect(draw([{ x: 0, y: 0, text: 'one', loud: true }]).ours).toBeNull();
  expect(draw([{ x: 0, y: 0, text: 'x'.repeat(width + 1) }]).ours).toBeNull();
  expect(draw([{ x: 0, y: 0, text: 'one' }], { x1: 0, x2: width }).ours).toBeNull();
  const twice = [
    { x: 0, y: 0, text: 'one' },
    { x: 0, y: 0, text: 'two' },
  ];
  expect(draw(twice).ours).toBeNull();
});

test('a text is made once, also when it is made to nothing', () => {
  let made = 0;
  const remembered = rememberTexts(words => {
    made += 1;
    return words.trim();
  });
  expect([remembered(' '), remembered(' '), remembered('a ')]).toEqual(['', '', 'a']);
  expect(made).toBe(2);
});
