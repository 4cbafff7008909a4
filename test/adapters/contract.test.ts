import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { adapters } from '../../src/adapters/index.ts';
import type { Outline } from '../../src/domain/session.ts';
import { turnText } from '../../src/domain/turn.ts';
import { adapterOf, readSample, samples } from '../helpers/samples.ts';

describe.each(samples)('$name', ({ name, path, text }) => {
  test('exactly one adapter claims it, also under another name', () => {
    for (const shown of [path, '/tmp/copy', 'x.txt']) {
      const claiming = adapters.filter(adapter =>
        adapter.claims({ path: shown, head: text.slice(0, 65_536) }),
      );
      expect(claiming.map(adapter => adapter.source)).toEqual([name.split('/')[0]]);
    }
  });

  test('its turns are numbered from 1 and alternate', () => {
    const { turns } = readSample(name);
    expect(turns.map(turn => turn.number)).toEqual(turns.map((_, index) => index + 1));
    expect(turns.every((turn, index) => index === 0 || turn.speaker !== turns[index - 1]?.speaker)).toBe(
      true,
    );
    expect(turns.length).toBeGreaterThanOrEqual(7);
  });

  test('a reader sees its turns, calls and marks', () => {
    const { turns, outline } = readSample(name);
    const lines = turns.flatMap(turn => [
      `${turn.number} ${turn.speaker}: ${turnText(turn).replace(/\s+/g, ' ').slice(0, 90)}`,
      ...turn.blocks.flatMap(block => {
        if (block.kind === 'tool')
          return [
            `    ${block.call.status} ${block.call.kind} ${block.call.name} ${block.call.target.slice(0, 50)} edits ${block.call.edits.length}`,
          ];
        return block.kind === 'text' || block.kind === 'thinking' ? [] : [`    ${block.kind}`];
      }),
    ]);
    const { head } = outline;
    expect(
      [
        `${head.id} ${head.agent} ${head.modality} ${head.title} ${head.startedAt} prompts ${outline.prompts}`,
        ...lines,
      ].join('\n'),
    ).toMatchSnapshot();
  });

  test('cutting it anywhere or flipping its bytes never throws', () => {
    const adapter = adapterOf(path, text);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(text.length),
        fc.string({ unit: 'binary', maxLength: 8 }),
        (cut, at, noise) => {
          const torn = `${text.slice(0, at)}${noise}${text.slice(at)}`.slice(0, cut);
          const { spans } = readLines(adapter, torn);
          expect(spans.map(span => span.number)).toEqual(spans.map((_, index) => index + 1));
        },
      ),
      { numRuns: 150 },
    );
  });
});

test('a torn line costs one record and is told with its line', () => {
  const { text, path } = samples.find(sample => sample.name.includes('checkout-currency')) ?? {
    text: '',
    path: '',
  };
  const lines = text.split('\n');
  const whole = readLines(adapterOf(path, text), text);
  const torn = readLines(
    adapterOf(path, text),
    lines.map((line, index) => (index === 3 ? line.slice(0, 40) : line)).join('\n'),
  );
  expect(torn.problems).toEqual([{ path: 'x', line: 4, what: 'torn line: not a JSON object' }]);
  expect(torn.prompts).toBe(whole.prompts);
});

function readLines(adapter: Adapter, text: string): Outline {
  const lines = text.split('\n');
  const scanner = adapter.scan('x');
  lines.forEach(scanner.push);
  const outline = scanner.outline();
  for (const span of outline.spans) {
    adapter.decode(
      span.speaker,
      span.pieces.map(piece => ({ ...piece, text: lines.slice(piece.from, piece.to).join('\n') })),
    );
  }
  return outline;
}
