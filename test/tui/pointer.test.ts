import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMouseFilter, type Pointer } from '../../src/tui/mouse/pointer.ts';

const through = (chunks: readonly string[]) => {
  const pointers: Pointer[] = [];
  const filter = createMouseFilter(pointer => pointers.push(pointer));
  const text = chunks.map(filter.push).join('') + filter.release();
  return { text, pointers };
};

test('a press is a click from 0, the wheel has a direction, releases and other buttons are nothing', () => {
  expect(through(['\u001b[<0;5;3M\u001b[<0;5;3m\u001b[<2;1;1M\u001b[<64;1;1M\u001b[<65;9;9M'])).toEqual({
    text: '',
    pointers: [
      { kind: 'click', column: 4, row: 2 },
      { kind: 'wheel', by: -1, column: 0, row: 0 },
      { kind: 'wheel', by: 1, column: 8, row: 8 },
    ],
  });
});

test('a move while the left button is held is a drag, one without a button is nothing', () => {
  expect(through(['\u001b[<32;5;3M\u001b[<35;6;3M']).pointers).toEqual([{ kind: 'drag', column: 4, row: 2 }]);
});

test('a click with shift or control held is a click', () => {
  expect(through(['\u001b[<20;1;1M']).pointers).toEqual([{ kind: 'click', column: 0, row: 0 }]);
});

test('however reports and keys are cut into chunks, keys pass whole and in order and no report leaks', () => {
  const piece = fc.constantFrom(
    'j',
    'é',
    '\u001b[A',
    '\u001b[5~',
    '\u001b',
    '\r',
    '[',
    '<',
    '\u001b[<0;12;7M',
    '\u001b[<65;1;1M',
  );
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(3), { minLength: 1 }), (pieces, cuts) => {
      // An escape before a bracket or a letter is another key, also for a terminal.
      const sent = pieces.filter((one, at) => !(one === '\u001b' && /^[[<]/.test(pieces[at + 1] ?? '')));
      const text = sent.join('');
      const chunks: string[] = [];
      for (let from = 0, at = 0; from < text.length; at += 1) {
        const length = 1 + (cuts[at % cuts.length] ?? 0);
        chunks.push(text.slice(from, from + length));
        from += length;
      }
      const seen = through(chunks);
      expect(seen.text).toBe(sent.filter(one => !one.startsWith('\u001b[<')).join(''));
      expect(seen.pointers).toHaveLength(sent.filter(one => one.startsWith('\u001b[<')).length);
    }),
  );
});

test('what begins like a report and is none passes as it came', () => {
  expect(through(['\u001b[<', '0;x']).text).toBe('\u001b[<0;x');
});
